// SPDX-License-Identifier: MIT
#pragma once

// The one table that turns errno values into Winsock's codes. A provider that needs another answer for one
// procedure (EAGAIN of a blocking call is a time-out, ECONNREFUSED on a datagram socket is a reset, ...)
// decides that before it asks here.

#include <array>
#include <cerrno>

#include "ws2spi.h"

namespace wosa::spi {

struct ErrnoMapping {
  int error;  // errno
  int code;   // WSA code
};

// Aliases of one value on Linux (EWOULDBLOCK, ENOTSUP) stand here once.
inline constexpr ErrnoMapping kErrnoMap[] = {
    {EINTR, WSAEINTR},
    {EBADF, WSAENOTSOCK},
    {EACCES, WSAEACCES},
    {EPERM, WSAEACCES},
    {EFAULT, WSAEFAULT},
    {EINVAL, WSAEINVAL},
    {ERANGE, WSAEINVAL},
    {EDOM, WSAEINVAL},
    {EMFILE, WSAEMFILE},
    {ENFILE, WSAEMFILE},
    {EAGAIN, WSAEWOULDBLOCK},
    {EINPROGRESS, WSAEWOULDBLOCK},
    {EALREADY, WSAEALREADY},
    {ENOTSOCK, WSAENOTSOCK},
    {EDESTADDRREQ, WSAEDESTADDRREQ},
    {EMSGSIZE, WSAEMSGSIZE},
    {EPROTOTYPE, WSAEPROTOTYPE},
    {ENOPROTOOPT, WSAENOPROTOOPT},
    {EPROTONOSUPPORT, WSAEPROTONOSUPPORT},
    {EPROTO, WSAEPROTONOSUPPORT},
    {ESOCKTNOSUPPORT, WSAESOCKTNOSUPPORT},
    {EOPNOTSUPP, WSAEOPNOTSUPP},
    {ENOSYS, WSAEOPNOTSUPP},
    {ENOTTY, WSAEOPNOTSUPP},
    {EPFNOSUPPORT, WSAEPFNOSUPPORT},
    {EAFNOSUPPORT, WSAEAFNOSUPPORT},
    {EADDRINUSE, WSAEADDRINUSE},
    {EADDRNOTAVAIL, WSAEADDRNOTAVAIL},
    {ENODEV, WSAEADDRNOTAVAIL},
    {ENXIO, WSAEADDRNOTAVAIL},
    {ENETDOWN, WSAENETDOWN},
    {ENETUNREACH, WSAENETUNREACH},
    {ENETRESET, WSAENETRESET},
    {ECONNABORTED, WSAECONNABORTED},
    {EPIPE, WSAECONNABORTED},
    {ECONNRESET, WSAECONNRESET},
    {ENOBUFS, WSAENOBUFS},
    {ENOMEM, WSAENOBUFS},
    {EISCONN, WSAEISCONN},
    {ENOTCONN, WSAENOTCONN},
    {ESHUTDOWN, WSAESHUTDOWN},
    {ETOOMANYREFS, WSAETOOMANYREFS},
    {ETIMEDOUT, WSAETIMEDOUT},
    {ECONNREFUSED, WSAECONNREFUSED},
    {ELOOP, WSAELOOP},
    {ENAMETOOLONG, WSAENAMETOOLONG},
    {EHOSTDOWN, WSAEHOSTDOWN},
    {EHOSTUNREACH, WSAEHOSTUNREACH},
    {ENOTEMPTY, WSAENOTEMPTY},
    {EUSERS, WSAEUSERS},
    {EDQUOT, WSAEDQUOT},
    {ESTALE, WSAESTALE},
    {EREMOTE, WSAEREMOTE},
    {ECANCELED, WSA_OPERATION_ABORTED},
    {EIO, WSASYSCALLFAILURE},
};

namespace detail {

inline constexpr int kErrnoLimit = 256;

constexpr std::array<unsigned short, kErrnoLimit> index_by_errno() {
  std::array<unsigned short, kErrnoLimit> codes{};
  for (auto& code : codes) code = WSASYSCALLFAILURE;
  for (const auto& mapping : kErrnoMap) codes[mapping.error] = static_cast<unsigned short>(mapping.code);
  return codes;
}

inline constexpr auto kCodeByErrno = index_by_errno();

}  // namespace detail

/// The Winsock code of an errno value; WSASYSCALLFAILURE for one that the table does not know. Never 0.
constexpr int wsa_error(int error) noexcept {
  return error > 0 && error < detail::kErrnoLimit ? detail::kCodeByErrno[error] : WSASYSCALLFAILURE;
}

}  // namespace wosa::spi
