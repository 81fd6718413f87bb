// SPDX-License-Identifier: Apache-2.0
// What the library shows: everything else in it is hidden.
#pragma once

/// The release of these headers. program_version() tells that of the library.
#define PLATLINT_VERSION_MAJOR 0
#define PLATLINT_VERSION_MINOR 2
#define PLATLINT_VERSION_PATCH 0

/// A function or class of the interface. It is compiled with hidden visibility, so what lacks this cannot be linked.
#if defined(_WIN32) && defined(PLATLINT_BUILDS_LIBRARY)
#define PLATLINT_API __declspec(dllexport)
#elif defined(__GNUC__)
#define PLATLINT_API __attribute__((visibility("default")))
#else
#define PLATLINT_API
#endif
