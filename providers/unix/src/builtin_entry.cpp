// SPDX-License-Identifier: MIT

// The built-in's entry.

#include "wosa/spi/provider.hpp"
#include "wosa/unix/startup.hpp"

#include "transport.hpp"

WOSA_SPI_PROVIDER(wosa_unix_WSPStartup, wosa::af_unix::kDescription, wosa::af_unix::UnixTransport,
                  wosa::af_unix::Stream)
