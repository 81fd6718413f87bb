/* SPDX-License-Identifier: Apache-2.0
   A program with a _start of its own, of the C library (LIBC) or of none. */
#ifdef LIBC
void exit(int status);
void _start(void) { exit(0); }
#else
void _start(void) {
  for (;;) __asm__ volatile("");
}
#endif
