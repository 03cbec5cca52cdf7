// Notes on files that are no part of their bytes; Swift's module of the C library leaves them out.

#ifndef STUDENTDB_CEXTENDEDATTRIBUTES_SHIM_H
#define STUDENTDB_CEXTENDEDATTRIBUTES_SHIM_H

#include <sys/xattr.h>

#endif
