// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace platlint {

/// Does Java code load this library and go on if that fails? By the name of the file:
/// "libnetty_tcnative_linux_x86_64.so", also when a shaded jar has put its own package before it
/// ("libio_grpc_netty_shaded_netty_tcnative_linux_x86_64.so").
bool has_java_fallback(std::string_view path);

}  // namespace platlint
