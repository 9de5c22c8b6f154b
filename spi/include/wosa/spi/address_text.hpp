// SPDX-License-Identifier: MIT
#pragma once

// Addresses as text and back, as WSAAddressToString and WSAStringToAddress have them:
//
//     AF_INET    192.0.2.1            192.0.2.1:80
//     AF_INET6   fe80::1%2            [fe80::1%2]:80        the scope's number, left out where it is 0
//     AF_UNIX    /run/service.socket                        the path; nothing for a socket without a name
//
// The port is left out where it is 0. Text is read strictly: decimal numbers, nothing before or behind. No
// function blocks or throws, keeps state or touches memory that it was not given; any thread.

#include <span>
#include <string_view>

#include "wosa/spi/address.hpp"
#include "wosa/spi/result.hpp"

namespace wosa::spi {

/// Room, in characters with the NUL, for the text of every address.
inline constexpr std::size_t kAddressText = 128;

/// The text of an address, written to room with a NUL behind it that the result does not count. Bytes of a
/// path that are no UTF-8 show as U+FFFD. WSAEINVAL: another family, or shorter than its family's address;
/// WSAEFAULT: no room.
Result<std::wstring_view> address_to_text(const Address& address, std::span<wchar_t> room) noexcept;

/// The address that a text stands for; of AF_UNIX the whole structure, its path no longer than 107 bytes of
/// UTF-8. WSAEINVAL: another family, or no address of this one.
Result<Address> text_to_address(std::wstring_view text, int family) noexcept;

/// For the procedures themselves: the caller's text, up to its NUL, copied to room. WSAEFAULT for memory that
/// cannot be read, WSAEINVAL for a text that is longer than any address.
Result<std::wstring_view> text_from_caller(const WCHAR* text, std::span<wchar_t, kAddressText> room) noexcept;

/// Gives a text with its NUL to the caller. *length is the room in characters, and receives what is needed.
/// 0, or WSAEFAULT: no room, or memory that cannot be written.
int text_to_caller(std::wstring_view text, WCHAR* out, DWORD* length) noexcept;

}  // namespace wosa::spi
