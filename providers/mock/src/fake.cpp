// SPDX-License-Identifier: MIT
// The fake's provider: the SDK's socket engine over its network in memory.
#include "wosa/mock/fake.hpp"

#include "wosa/spi/memory_network.hpp"
#include "wosa/spi/provider.hpp"

WOSA_SPI_PROVIDER(wosa_mock_fake_startup, L"WOSA Sockets mock: a network in memory",
                  wosa::spi::MemoryTransport, wosa::spi::MemoryStream, wosa::spi::MemoryDatagram)

extern "C" const WOSA_PROVIDER_EXTENSION* WSAAPI wosa_mock_fake_extension(void) {
  return &wosa::spi::engine::Bound<wosa_mock_fake_startup_provider>::extension;
}
