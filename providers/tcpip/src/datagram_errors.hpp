// SPDX-License-Identifier: MIT
#pragma once

// ICMP reports on datagram sockets. Winsock shows a port-unreachable to the next receive as WSAECONNRESET, on
// unconnected sockets too, and an expired hop limit as WSAENETRESET; sends never see them. Linux tells an
// unconnected socket only through its error queue (IP_RECVERR), and then fails the next call of any kind.

#include "socket.hpp"

namespace wosa::tcpip {

/// Empties the error queue. The code that a receive has to report, or 0.
int drain_reports(const Socket& socket, int descriptor) noexcept;

/// A receive failed with errno value error: the code to report, or 0 to try again.
int datagram_receive_error(Socket& socket, int descriptor, int error) noexcept;

/// A send failed with errno value error. Reports that were meant for receives are put aside for them. The
/// code to fail with, or 0 to try again.
int datagram_send_error(Socket& socket, int descriptor, int error) noexcept;

/// The socket polls as failed: takes the reports, so that it stops doing so, and keeps what a receive shows.
void absorb_reports(Socket& socket, int descriptor) noexcept;

/// Turns the queue on or off after kReportReset or kReportTtl changed.
void apply_report_switches(const Socket& socket, int descriptor) noexcept;

}  // namespace wosa::tcpip
