/* SPDX-License-Identifier: Apache-2.0
   A BPF program, as tools ship them beside their own binary. */
__attribute__((section("socket"), used)) int demo_filter(void *packet) { return 1; }
