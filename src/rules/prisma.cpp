// SPDX-License-Identifier: Apache-2.0
// prisma.io/docs, "binaryTargets"; @prisma/get-platform, getPlatform.ts. On Linux for x64 the name has the
// distribution's family and the release of OpenSSL that it finds. For arm64 it is "linux-arm64" and that release, for
// musl "linux-musl".
#include "rules/prisma.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string>
#include <string_view>

namespace platlint {

namespace {

/// The family of builds that a distribution takes, and the OpenSSL of its release: that of `since` and all later ones.
struct EngineRow {
  std::string_view distribution;
  int since;  ///< the release's first number
  std::string_view family;
  std::string_view openssl;
};

constexpr std::array engine_rows{
    EngineRow{"amazonlinux", 2023, "rhel", "3.0.x"}, EngineRow{"amazonlinux", 2, "rhel", "1.0.x"},
    EngineRow{"debian", 12, "debian", "3.0.x"},      EngineRow{"debian", 10, "debian", "1.1.x"},
    EngineRow{"ubuntu", 22, "debian", "3.0.x"},      EngineRow{"ubuntu", 20, "debian", "1.1.x"},
    EngineRow{"rhel", 9, "rhel", "3.0.x"},           EngineRow{"rhel", 8, "rhel", "1.1.x"},
};

std::string engine_of(const Target& target) {
  const std::size_t colon = target.release.find(':');
  if (colon == std::string::npos || target.architectures.size() != 1) return {};
  int release = 0;
  for (std::size_t at = colon + 1; at < target.release.size() && at < colon + 5; ++at) {
    const char digit = target.release[at];
    if (digit < '0' || digit > '9') break;
    release = release * 10 + (digit - '0');
  }
  const auto row = std::find_if(engine_rows.begin(), engine_rows.end(), [&](const EngineRow& it) {
    return target.release.substr(0, colon) == it.distribution && release >= it.since;
  });
  if (row == engine_rows.end()) return {};
  const Architecture processor = target.architectures.front();
  if (processor == Architecture::aarch64) return "linux-arm64-openssl-" + std::string(row->openssl);
  if (processor != Architecture::x86_64) return {};
  return std::string(row->family) + "-openssl-" + std::string(row->openssl);
}

struct Client {
  std::set<std::string> engines;
  std::size_t first = 0;  ///< entry of an engine
};

/// "libquery_engine-debian-openssl-3.0.x.so.node", "query-engine-rhel-openssl-3.0.x" -> the platform's name.
std::string engine_in(std::string_view name) {
  for (const std::string_view start : {"libquery_engine-", "query-engine-"}) {
    if (!name.starts_with(start)) continue;
    name.remove_prefix(start.size());
    for (const std::string_view end : {".so.node", ".dylib.node", ".dll.node", ".exe"}) {
      if (name.ends_with(end)) name.remove_suffix(end.size());
    }
    return std::string(name);
  }
  return {};
}

}  // namespace

void check_prisma(const Evidence& whole, Findings& findings) {
  const std::string wanted = engine_of(whole.target);
  if (wanted.empty()) return;
  // It lies beside the schema that the client was made from.
  constexpr std::string_view schema = "schema.prisma";
  std::map<std::string_view, Client> clients;  // by directory
  for (const Entry& entry : whole.bundle.entries) {
    const std::string_view path = entry.path;
    if (path.ends_with(schema)) clients.try_emplace(path.substr(0, path.size() - schema.size()));
  }
  if (clients.empty()) return;
  for (std::size_t i = 0; i < whole.bundle.entries.size(); ++i) {
    const std::string_view path = whole.bundle.entries[i].path;
    const std::size_t slash = path.rfind('/') + 1;  // npos + 1 is 0
    const auto client = clients.find(path.substr(0, slash));
    const std::string engine = engine_in(path.substr(slash));
    if (client == clients.end() || engine.empty()) continue;
    if (client->second.engines.empty()) client->second.first = i;
    client->second.engines.insert(engine);
  }
  for (const auto& [directory, client] : clients) {
    if (client.engines.empty() || client.engines.contains(wanted)) continue;
    std::string has;
    for (const std::string& engine : client.engines) has.append(has.empty() ? "" : ", ").append(engine);
    findings.push_back(placed(finding(rule::missing_native_code, Severity::error,
                                      "Prisma looks for its engine for " + wanted + ", but has the one for " + has,
                                      wanted, "Prisma's engine for " + has),
                              whole, client.first));
  }
}

}  // namespace platlint
