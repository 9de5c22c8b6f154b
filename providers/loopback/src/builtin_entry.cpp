// SPDX-License-Identifier: MIT

// The built-in's entry.

#include "wosa/loopback/startup.hpp"
#include "wosa/spi/memory_network.hpp"
#include "wosa/spi/provider.hpp"

WOSA_SPI_PROVIDER(wosa_loopback_WSPStartup, L"WOSA loopback", wosa::spi::MemoryTransport,
                  wosa::spi::MemoryStream, wosa::spi::MemoryDatagram)
