/* SPDX-License-Identifier: Apache-2.0
   A program; on macOS the loader calls main, no startup file is linked in. */
int main(void) { return 0; }
