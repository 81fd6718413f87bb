// SPDX-License-Identifier: Apache-2.0
#include "alternatives/java_fallbacks.hpp"

#include <algorithm>
#include <array>

#include "text/path.hpp"
#include "text/words.hpp"

namespace platlint {

namespace {

// Libraries that only make something faster or nicer. Nothing in a jar says so: the call, the name and the handler of
// the error stand in different classes. So this is measured: tests/cases/test_java_fallbacks.py takes the libraries out
// of each jar and runs its code.
constexpr std::array<std::string_view, 10> names = {
    "netty_tcnative",                   // io.netty.handler.ssl goes on with the TLS of the JDK
    "netty_transport_native_epoll",     // io.netty.channel goes on with java.nio
    "netty_transport_native_io_uring",  // the same
    "netty_transport_native_kqueue",    // the same
    "netty_resolver_dns_native_macos",  // with the name servers that the JDK knows
    "circe-checksum",                   // Pulsar and BookKeeper: CRC-32C in Java
    "cpu-affinity",                     // BookKeeper: asked for only if a thread shall own a processor
    "flatlaf",                          // with the window decorations of the JDK
    "lz4-java",                         // LZ4Factory.fastestInstance() has the same in Java
    "jansi",                            // with plain ANSI sequences
};

// As a whole word, at the beginning of the file's name or behind the package of a shaded jar.
bool has_word(std::string_view file, std::string_view word) {
  const std::size_t at = file.rfind(word);
  if (at == std::string_view::npos) return false;
  const std::size_t end = at + word.size();
  return (at == 0 || file[at - 1] == '_') && (end == file.size() || !text::is_alphanumeric(file[end]));
}

}  // namespace

bool has_java_fallback(std::string_view path) {
  std::string_view file = text::file_name(path);
  if (file.starts_with("lib")) file.remove_prefix(3);
  return std::any_of(names.begin(), names.end(), [&](std::string_view name) { return has_word(file, name); });
}

}  // namespace platlint
