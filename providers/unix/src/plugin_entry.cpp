// SPDX-License-Identifier: MIT

// The one exported function of the stand-alone plug-in.

#include "wosa/spi/provider.hpp"

#include "transport.hpp"

WOSA_SPI_PROVIDER(WSPStartup, wosa::af_unix::kDescription, wosa::af_unix::UnixTransport,
                  wosa::af_unix::Stream)
