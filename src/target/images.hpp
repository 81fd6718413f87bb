// SPDX-License-Identifier: Apache-2.0
// Images whose contents are known.
#pragma once

#include <span>
#include <string_view>

#include "platlint/target.hpp"

namespace platlint::target {

struct Image {
  std::string_view name;         ///< "debian:12", "aws-lambda:al2023"
  bool complete;                 ///< what is not named is not there
  std::string_view holds;        ///< names of libraries, sorted bytewise
  std::string_view lacks;        ///< of an incomplete list, what is known not to be there
  std::string_view arm64_lacks;  ///< what it holds on x86-64 only
};

/// Null: nobody listed it.
const Image* find_image(std::string_view name);

std::span<const Image> all_images();

/// Does the Python that is installed into an image, or that of its `python:3.N-slim`, bring this library with it?
bool is_of_a_system_python(std::string_view image, std::string_view library);

/// `unknown` on processors that no list speaks of, and for what an incomplete list does not name.
Provision image_library(const Image& image, Architecture architecture, std::string_view library);

}  // namespace platlint::target
