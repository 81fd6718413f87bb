// SPDX-License-Identifier: Apache-2.0
// Recognises the C libraries by the names of their own files.
#pragma once

#include <string_view>

namespace platlint {

/// glibc's dynamic loader, without a directory: ld-linux-x86-64.so.2, ld64.so.2 (glibc's shlib-versions;
/// auditwheel 6.8.2 lddtree.py).
bool is_glibc_loader(std::string_view library);

/// The names of musl itself: ld-musl-x86_64.so.1 (musl's Makefile), libc.musl-x86_64.so.1 (Alpine's symbolic link).
bool is_musl(std::string_view library);

}  // namespace platlint
