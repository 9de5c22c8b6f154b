// SPDX-License-Identifier: MIT
#pragma once

// Descriptors that this library did not make, and what the system knows of those that it made.

#include <string>

namespace kit {

int open_dev_null();  // a descriptor of no socket, or -1
// The same under a number that is not in use; -1 where it is.
int open_dev_null_as(int descriptor);
int open_kernel_socket();  // a socket made by the system call itself, or -1
void close_descriptor(int descriptor);
bool closes_on_exec(int descriptor);
bool is_open_descriptor(int descriptor);
// The number of descriptors that are open in this process.
int open_descriptors();

// The whole text by write(2); what read(2) gives until there are so many bytes, the end or an error.
bool write_descriptor(int descriptor, const std::string& text);
std::string read_descriptor(int descriptor, std::size_t size);
// Whether poll(2) finds something to read, now or within the time.
bool descriptor_is_readable(int descriptor, int ms);

}  // namespace kit
