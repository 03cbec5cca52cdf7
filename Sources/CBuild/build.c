#include "build.h"

// Package.swift defines it where STUDENTDB_COMMIT is set, as by `make release`. Only the entry point
// depends on this target, so that another commit compiles a dozen lines anew.
#ifndef STUDENTDB_COMMIT
#define STUDENTDB_COMMIT ""
#endif

const char *studentdb_commit(void) { return STUDENTDB_COMMIT; }
