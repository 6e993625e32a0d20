/* A data package judged by itself: what it promises of its files, and nothing of what they mean to feitenblad. */
#pragma once
#include "base/diag.h"

typedef struct {
  guint tables, rows;
} PackageCount;

/* Checks the package at `path` (the file, or the folder of datapackage.json): every resource, with or without a role. All
 * findings go to `diags`; those about files name them as `path` does. */
void package_check(const char *path, PackageCount *count, Diags *diags);
