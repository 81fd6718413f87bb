// SPDX-License-Identifier: Apache-2.0
// Images whose contents are known.
#pragma once

#include <span>
#include <string_view>

#include "platlint/target.hpp"

namespace platlint::target {

struct ImageContents {
  std::string_view name;         ///< "debian:12", "aws-lambda:al2023"
  bool complete;                 ///< libraries that are not listed are not in the image
  std::string_view holds;        ///< names of libraries, sorted bytewise
  std::string_view lacks;        ///< for an incomplete list: libraries that are known to be missing
  std::string_view arm64_lacks;  ///< libraries that it only holds on x86-64
};

/// Null: there is no list for it.
const ImageContents* find_image_contents(std::string_view name);

std::span<const ImageContents> all_images();

/// Does a Python that is installed into an image, or the Python of its `python:3.N-slim`, bring this library?
bool is_of_a_system_python(std::string_view image, std::string_view library);

/// `unknown` if no list covers the processor, or if an incomplete list does not name the library.
Provision image_library(const ImageContents& image, Architecture architecture, std::string_view library);

}  // namespace platlint::target
