// SPDX-License-Identifier: Apache-2.0
// Put before the C library by LD_PRELOAD, it lets no thread begin, as where a user has as many as is allowed.
#include <pthread.h>

#include <cerrno>

extern "C" int pthread_create(pthread_t*, const pthread_attr_t*, void* (*)(void*), void*) {
  return EAGAIN;
}
