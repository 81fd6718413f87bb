// SPDX-License-Identifier: Apache-2.0
// Alternatives whose names hold no word that anybody knows: "libgdx64.so", "libgdxarm.so", "lib/linux/arm6/libx.so".
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

/// Joins sets that are one thing by their bytes: their names differ in one token, which stands at the end of a name, in
/// the place of a directory or beyond one, and there is one file for each of three platforms or more. Two files for one
/// platform are two things (libavcodec, libavutil), and of two platforms one may have slipped in. `in_jar`: what was
/// shaded into a jar has the name of its new home before its own ("liborg_apache_pulsar_shade_netty_tcnative_…"), and
/// need not be done for every platform.
void join_by_bytes(std::vector<NamedSet>& sets, const Bundle& bundle, bool in_jar);

}  // namespace platlint
