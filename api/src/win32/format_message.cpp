// SPDX-License-Identifier: MIT
// FormatMessage: where the definition comes from, and where the message goes.
#include <algorithm>
#include <cstring>

#include "win32/guard.hpp"
#include "win32/message_inserts.hpp"
#include "win32/message_table.hpp"
#include "win32/text.hpp"
#include "wosa/win32/global_memory.h"
#include "wosa/win32/messages.h"

namespace {

using wosa::runtime::fail;
using wosa::runtime::guarded;

// The longest message that is allocated: 128K bytes of Windows' characters.
template <typename Char>
constexpr std::size_t kLongest = 128 * 1024 / (sizeof(Char) == 1 ? 1 : 2);

std::string in_characters(std::string_view text, char) { return std::string(text); }
std::wstring in_characters(std::string_view text, wchar_t) { return wosa::runtime::to_wide(text); }

// The system's text for a code, with the line end that Windows' texts have.
template <typename Char>
tl::expected<std::basic_string<Char>, DWORD> system_definition(DWORD code) {
  // An HRESULT that wraps a system error code.
  if ((code & 0xFFFF0000) == 0x80070000) code &= 0xFFFF;
  const std::string_view text = wosa::runtime::system_message(code);
  if (text.empty()) return tl::unexpected(DWORD{ERROR_MR_MID_NOT_FOUND});
  return in_characters(std::string(text) + "\r\n", Char{});
}

template <typename Char>
tl::expected<std::basic_string<Char>, DWORD> definition(DWORD flags, const void* source, DWORD code) {
  const DWORD elsewhere = FORMAT_MESSAGE_FROM_SYSTEM | FORMAT_MESSAGE_FROM_HMODULE;
  if ((flags & FORMAT_MESSAGE_FROM_STRING) != 0) {
    if (source == nullptr || (flags & elsewhere) != 0) return tl::unexpected(DWORD{ERROR_INVALID_PARAMETER});
    return static_cast<const Char*>(source);
  }
  if ((flags & elsewhere) == 0) return tl::unexpected(DWORD{ERROR_INVALID_PARAMETER});
  // A shared object has no message table, so a module never answers.
  if ((flags & FORMAT_MESSAGE_FROM_SYSTEM) == 0) return tl::unexpected(DWORD{ERROR_RESOURCE_TYPE_NOT_FOUND});
  return system_definition<Char>(code);
}

// A new block for the message, which LocalFree frees.
template <typename Char>
DWORD give_block(const std::basic_string<Char>& message, Char** block, DWORD least) {
  *block = nullptr;
  if (message.size() > kLongest<Char>) return fail(ERROR_MORE_DATA, DWORD{0});
  if (message.empty()) return 0;
  const std::size_t characters = std::max<std::size_t>(message.size() + 1, least);
  auto* memory = static_cast<Char*>(LocalAlloc(LMEM_FIXED, characters * sizeof(Char)));
  if (memory == nullptr) return 0;
  std::memcpy(memory, message.c_str(), (message.size() + 1) * sizeof(Char));
  *block = memory;
  return static_cast<DWORD>(message.size());
}

template <typename Char>
DWORD give(const std::basic_string<Char>& message, Char* buffer, DWORD size) {
  if (message.size() >= size) {
    if (size != 0) buffer[0] = Char{};
    return fail(ERROR_INSUFFICIENT_BUFFER, DWORD{0});
  }
  std::memcpy(buffer, message.c_str(), (message.size() + 1) * sizeof(Char));
  return static_cast<DWORD>(message.size());
}

template <typename Char>
DWORD format(DWORD flags, const void* source, DWORD code, Char* buffer, DWORD size,
             va_list* arguments) noexcept {
  if (buffer == nullptr) return fail(ERROR_INVALID_PARAMETER, DWORD{0});
  return guarded(DWORD{0}, [&] {
    const bool allocate = (flags & FORMAT_MESSAGE_ALLOCATE_BUFFER) != 0;
    if (allocate) *reinterpret_cast<Char**>(buffer) = nullptr;
    const auto text = definition<Char>(flags, source, code);
    if (!text) return fail(text.error(), DWORD{0});
    const wosa::runtime::MessageLayout layout{flags & FORMAT_MESSAGE_MAX_WIDTH_MASK,
                                              (flags & FORMAT_MESSAGE_IGNORE_INSERTS) != 0};
    const auto message = wosa::runtime::format_message<Char>(
        *text, layout, {arguments, (flags & FORMAT_MESSAGE_ARGUMENT_ARRAY) != 0});
    if (!message) return fail(message.error(), DWORD{0});
    return allocate ? give_block(*message, reinterpret_cast<Char**>(buffer), size)
                    : give(*message, buffer, size);
  });
}

}  // namespace

DWORD WINAPI FormatMessageA(DWORD dwFlags, LPCVOID lpSource, DWORD dwMessageId, DWORD, LPSTR lpBuffer,
                            DWORD nSize, va_list* Arguments) {
  return format(dwFlags, lpSource, dwMessageId, lpBuffer, nSize, Arguments);
}

DWORD WINAPI FormatMessageW(DWORD dwFlags, LPCVOID lpSource, DWORD dwMessageId, DWORD, LPWSTR lpBuffer,
                            DWORD nSize, va_list* Arguments) {
  return format(dwFlags, lpSource, dwMessageId, lpBuffer, nSize, Arguments);
}
