/* SPDX-License-Identifier: Apache-2.0
   A UEFI application: no imports. */
unsigned long long entry(void *image, void *table) { return 0; }
