// SPDX-License-Identifier: MIT
// gai_strerrorA and gai_strerrorW: the system's text of a code, in a buffer of the calling thread.
#include "names/boundary.hpp"
#include "names/thread_records.hpp"
#include "win32/message_table.hpp"
#include "win32/text.hpp"

namespace wosa::runtime::names {

namespace {

std::string_view text_of(int code) noexcept {
  const auto text = system_message(static_cast<DWORD>(code));
  return text.empty() ? system_message(ERROR_MR_MID_NOT_FOUND) : text;
}

// What is lent when there is no memory for a text.
constinit thread_local char no_text[1];
constinit thread_local wchar_t no_wide_text[1];

}  // namespace

}  // namespace wosa::runtime::names

using namespace wosa::runtime::names;

extern "C" char* WSAAPI gai_strerrorA(int code) {
  char* text = no_text;
  code_of([&]() -> INT {
    std::string& message = thread_records().message;
    message = text_of(code);
    text = message.data();
    return 0;
  });
  return text;
}

extern "C" WCHAR* WSAAPI gai_strerrorW(int code) {
  WCHAR* text = no_wide_text;
  code_of([&]() -> INT {
    std::wstring& message = thread_records().wide_message;
    message = wosa::runtime::to_wide(text_of(code));
    text = message.data();
    return 0;
  });
  return text;
}
