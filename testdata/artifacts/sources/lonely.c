/* SPDX-License-Identifier: Apache-2.0
   A library that asks nobody for anything: nothing in it tells the system. */
int demo_answer(void) { return 42; }
