// SPDX-License-Identifier: MIT

// The one exported function of the stand-alone plug-in.

#include "wosa/spi/memory_network.hpp"
#include "wosa/spi/provider.hpp"

WOSA_SPI_PROVIDER(WSPStartup, L"WOSA loopback", wosa::spi::MemoryTransport, wosa::spi::MemoryStream,
                  wosa::spi::MemoryDatagram)
