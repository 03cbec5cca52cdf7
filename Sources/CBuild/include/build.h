#pragma once

/// The commit that the program was built from; empty in a build for development.
const char *_Nonnull studentdb_commit(void);
