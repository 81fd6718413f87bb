// SPDX-License-Identifier: Apache-2.0
// Decides who has each library that an image needs.
#pragma once

#include <cstdint>
#include <vector>

#include "loader/library_index.hpp"

namespace platlint {

enum class Answer : std::uint8_t {
  host,       ///< the program that hosts the bundle: a Python, Node, a Java virtual machine
  target,     ///< the target itself
  bundle,     ///< the bundle, where the loader looks
  elsewhere,  ///< the bundle, but not where the loader looks: another file of it loads it
  unreached,  ///< the bundle, where no file's loader looks: code must load it first, or the environment must lead there
  unknown,    ///< not the bundle, and the contents of the target are not known
  nothing,
};

struct AnsweredNeed {
  const Library* library;
  Answer answer;
};

/// One for each library that must exist when the image is loaded, in file order.
std::vector<AnsweredNeed> answers(const Artifact& image, const Subject& subject, const LibraryIndex& libraries);

}  // namespace platlint
