// minizip reads an archive through functions that it is given. These hand it a file that is open
// already, so that the archive read is the very file that was looked at, whatever its name leads to
// by then. Everything else is called as minizip declares it.

#ifndef STUDENTDB_CMINIZIP_SHIM_H
#define STUDENTDB_CMINIZIP_SHIM_H

#include <minizip/unzip.h>
#include <stdio.h>
#include <unistd.h>

/// In the place of minizip's own fopen: the "name" is the open stream.
static inline voidpf cminizip_given_stream(voidpf context, const void *stream, int mode) {
  (void)context, (void)mode;
  return (voidpf)stream;
}

/// Opens the archive in the file behind a descriptor, which is closed with it, and also when this
/// fails. Null when the file is no archive or memory has run out.
static inline unzFile cminizip_open(int descriptor) {
  FILE *stream = fdopen(descriptor, "rb");
  if (!stream) {
    close(descriptor);
    return 0;
  }
  zlib_filefunc64_def functions;
  fill_fopen64_filefunc(&functions);
  functions.zopen64_file = cminizip_given_stream;
  return unzOpen2_64(stream, &functions);
}

#endif
