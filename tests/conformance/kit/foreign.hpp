// SPDX-License-Identifier: MIT
#pragma once

// Descriptors that this library did not make, and what the system knows of those that it made.

namespace kit {

int open_dev_null();       // a descriptor of no socket, or -1
int open_kernel_socket();  // a socket made by the system call itself, or -1
void close_descriptor(int descriptor);
bool closes_on_exec(int descriptor);
bool is_open_descriptor(int descriptor);
// The number of descriptors that are open in this process.
int open_descriptors();

}  // namespace kit
