// SPDX-License-Identifier: Apache-2.0
// The question that this stage answers: of each library that an image needs, who has it.
#pragma once

#include <cstdint>
#include <vector>

#include "loader/library_index.hpp"

namespace platlint {

enum class Answer : std::uint8_t {
  host,       ///< the program that hosts the bundle: a Python, Node, a Java virtual machine
  target,     ///< the target itself
  bundle,     ///< the bundle, where the loader looks
  elsewhere,  ///< the bundle, but not where the loader looks: another file of it brings it in
  unreached,  ///< the bundle, where no file's loader looks: code must load it first, or the environment lead there
  unknown,    ///< not the bundle, and what the target holds is not written down
  nothing,
};

struct AnsweredNeed {
  const Library* library;
  Answer answer;
};

/// Of each library that must be there when the image is loaded, in file order.
std::vector<AnsweredNeed> answers(const Artifact& image, const Subject& subject, const LibraryIndex& libraries);

}  // namespace platlint
