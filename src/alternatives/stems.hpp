// SPDX-License-Identifier: Apache-2.0
// Alternatives whose names have no known word for a platform: "libgdx64.so", "libgdxarm.so", "lib/linux/arm6/libx.so".
#pragma once

#include <string>
#include <vector>

#include "alternatives/families.hpp"

namespace platlint {

/// The sets of one family, each with the path that its files share.
struct NamedSet {
  std::string skeleton;
  VariantSet variants;
};

/// Joins sets that are one thing by their bytes. Their names differ in one token: at the end of a name, in place of a
/// directory, or below one. There must be one file for each of at least three platforms. Two files for one platform are
/// two things (libavcodec, libavutil), and with only two platforms one may be there by mistake. `in_jar`: code that was
/// shaded into a jar has the name of its new home before its own ("liborg_apache_pulsar_shade_netty_tcnative_…"),
/// perhaps not for every platform.
void join_by_bytes(std::vector<NamedSet>& sets, const Bundle& bundle, bool in_jar);

}  // namespace platlint
