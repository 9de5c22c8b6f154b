// SPDX-License-Identifier: MIT
// MultiByteToWideChar and WideCharToMultiByte. There is one encoding, UTF-8, under several numbers: CP_UTF8,
// and the numbers by which a program means "the system's". The latter accept what their page documents beyond
// UTF-8's (flags about composed characters, default character), as far as it has a meaning here.

#include "stringapiset.h"

#include <climits>
#include <cstring>
#include <cwchar>
#include <optional>

#include "win32/guard.hpp"
#include "win32/text.hpp"

namespace {

using wosa::runtime::decode_utf8;
using wosa::runtime::encode_utf8;
using wosa::runtime::fail;
using wosa::runtime::is_scalar;
using wosa::runtime::kReplacement;

enum class CodePageKind { kUtf8, kSystem };

std::optional<CodePageKind> kind_of(UINT code_page) noexcept {
  switch (code_page) {
    case CP_UTF8: return CodePageKind::kUtf8;
    case CP_ACP:
    case CP_OEMCP:
    case CP_THREAD_ACP: return CodePageKind::kSystem;
    default: return std::nullopt;
  }
}

bool to_wide_flags_fit(CodePageKind kind, DWORD flags) noexcept {
  DWORD allowed = MB_ERR_INVALID_CHARS;
  if (kind == CodePageKind::kSystem) allowed |= MB_PRECOMPOSED;  // how the text is, is how it stays
  return (flags & ~allowed) == 0;
}

bool to_bytes_flags_fit(CodePageKind kind, DWORD flags) noexcept {
  DWORD allowed = WC_ERR_INVALID_CHARS;
  if (kind == CodePageKind::kSystem) {
    allowed |= WC_NO_BEST_FIT_CHARS | WC_COMPOSITECHECK | WC_DISCARDNS | WC_SEPCHARS | WC_DEFAULTCHAR;
  }
  return (flags & ~allowed) == 0;
}

// The caller's buffer: takes whole characters until one does not fit. With a capacity of 0 it only counts.
template <typename Unit>
class Output {
 public:
  Output(Unit* buffer, int capacity) noexcept
      : buffer_(buffer), capacity_(static_cast<std::size_t>(capacity)) {}

  bool put(const Unit* units, std::size_t count) noexcept {
    if (capacity_ != 0) {
      if (count > capacity_ - size_) return false;
      std::memcpy(buffer_ + size_, units, count * sizeof(Unit));
    }
    size_ += count;
    return size_ <= INT_MAX;
  }

  [[nodiscard]] int size() const noexcept { return static_cast<int>(size_); }

 private:
  Unit* buffer_;
  std::size_t capacity_;
  std::size_t size_ = 0;
};

// The checks that both directions share; 0 or the error.
DWORD argument_error(const void* source, int source_size, const void* destination,
                     int destination_size) noexcept {
  if (source == nullptr || source_size == 0 || source_size < -1 || destination_size < 0)
    return ERROR_INVALID_PARAMETER;
  if (source == destination) return ERROR_INVALID_PARAMETER;
  return destination_size != 0 && destination == nullptr ? ERROR_INSUFFICIENT_BUFFER : ERROR_SUCCESS;
}

}  // namespace

int WINAPI MultiByteToWideChar(UINT CodePage, DWORD dwFlags, LPCSTR lpMultiByteStr, int cbMultiByte,
                               LPWSTR lpWideCharStr, int cchWideChar) {
  const auto kind = kind_of(CodePage);
  if (!kind) return fail(ERROR_INVALID_PARAMETER, 0);
  if (const DWORD error = argument_error(lpMultiByteStr, cbMultiByte, lpWideCharStr, cchWideChar);
      error != 0) {
    return fail(error, 0);
  }
  if (!to_wide_flags_fit(*kind, dwFlags)) return fail(ERROR_INVALID_FLAGS, 0);

  std::string_view text(lpMultiByteStr, cbMultiByte < 0 ? std::strlen(lpMultiByteStr) + 1
                                                        : static_cast<std::size_t>(cbMultiByte));
  Output<wchar_t> output(lpWideCharStr, cchWideChar);
  while (!text.empty()) {
    const auto step = decode_utf8(text);
    if (!step.valid && (dwFlags & MB_ERR_INVALID_CHARS) != 0) return fail(ERROR_NO_UNICODE_TRANSLATION, 0);
    const auto character = static_cast<wchar_t>(step.code);
    if (!output.put(&character, 1)) return fail(ERROR_INSUFFICIENT_BUFFER, 0);
    text.remove_prefix(step.length);
  }
  return output.size();
}

int WINAPI WideCharToMultiByte(UINT CodePage, DWORD dwFlags, LPCWSTR lpWideCharStr, int cchWideChar,
                               LPSTR lpMultiByteStr, int cbMultiByte, LPCSTR lpDefaultChar,
                               LPBOOL lpUsedDefaultChar) {
  const auto kind = kind_of(CodePage);
  if (!kind) return fail(ERROR_INVALID_PARAMETER, 0);
  if (const DWORD error = argument_error(lpWideCharStr, cchWideChar, lpMultiByteStr, cbMultiByte);
      error != 0) {
    return fail(error, 0);
  }
  if (!to_bytes_flags_fit(*kind, dwFlags)) return fail(ERROR_INVALID_FLAGS, 0);
  if (kind == CodePageKind::kUtf8 && (lpDefaultChar != nullptr || lpUsedDefaultChar != nullptr)) {
    return fail(ERROR_INVALID_PARAMETER, 0);
  }

  const std::wstring_view text(lpWideCharStr, cchWideChar < 0 ? std::wcslen(lpWideCharStr) + 1
                                                              : static_cast<std::size_t>(cchWideChar));
  Output<char> output(lpMultiByteStr, cbMultiByte);
  bool replaced = false;
  for (const wchar_t character : text) {
    auto code = static_cast<char32_t>(character);
    if (!is_scalar(code)) {
      if ((dwFlags & WC_ERR_INVALID_CHARS) != 0) return fail(ERROR_NO_UNICODE_TRANSLATION, 0);
      replaced = true;
      if (lpDefaultChar != nullptr) {
        // One character, of as many bytes as its UTF-8 has.
        const auto length =
            decode_utf8({lpDefaultChar, std::max<std::size_t>(strnlen(lpDefaultChar, 4), 1)}).length;
        if (!output.put(lpDefaultChar, length)) return fail(ERROR_INSUFFICIENT_BUFFER, 0);
        continue;
      }
      code = kReplacement;
    }
    char bytes[4];
    if (!output.put(bytes, encode_utf8(code, bytes))) return fail(ERROR_INSUFFICIENT_BUFFER, 0);
  }
  if (lpUsedDefaultChar != nullptr) *lpUsedDefaultChar = replaced ? TRUE : FALSE;
  return output.size();
}
