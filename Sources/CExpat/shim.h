// libexpat calls back while it parses. These functions write down what it reports as one run of bytes,
// so that Swift can read the events of a piece one after the other without a pointer in sight.
//
// An event is one byte that says its kind, and behind it:
//   's'  start of an element: its byte in the part (8 bytes), its line (8), its name and the number of its
//        attributes (4), then name and value of each
//   'e'  end of an element: nothing
//   't'  text: the text
// A name or a text is its length (4 bytes) and its bytes; numbers have the machine's byte order. A name in a
// namespace is the namespace, U+000A, and the local name.

#ifndef STUDENTDB_CEXPAT_SHIM_H
#define STUDENTDB_CEXPAT_SHIM_H

#include <expat.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/// Why the recorder itself ended the parsing.
enum {
  CEXPAT_GOES_ON = 0,
  CEXPAT_DOCUMENT_TYPE,
  CEXPAT_ENCODING,
  CEXPAT_DEPTH,
  CEXPAT_ATTRIBUTES,
  CEXPAT_NAMESPACES,
  CEXPAT_MEMORY
};

typedef struct {
  XML_Parser parser;
  unsigned char *events;
  size_t count, capacity;
  int depth, maximum_depth;
  int maximum_attributes;
  int namespaces, maximum_namespaces;
  int is_utf16;
  int stop;
  char encoding[64];
  /// The byte behind what was reported last.
  int64_t reported;
} cexpat_recorder;

static inline void cexpat_stop(cexpat_recorder *recorder, int why) {
  if (!recorder->stop) recorder->stop = why;
  XML_StopParser(recorder->parser, XML_FALSE);
}

static inline void cexpat_put(cexpat_recorder *recorder, const void *bytes, size_t count) {
  if (recorder->capacity - recorder->count < count) {
    size_t capacity = (recorder->count + count) * 2;
    unsigned char *events = realloc(recorder->events, capacity);
    if (!events) {
      cexpat_stop(recorder, CEXPAT_MEMORY);
      return;
    }
    recorder->events = events;
    recorder->capacity = capacity;
  }
  memcpy(recorder->events + recorder->count, bytes, count);
  recorder->count += count;
}

static inline void cexpat_put_text(cexpat_recorder *recorder, const char *text, size_t length) {
  uint32_t count = (uint32_t)length;
  cexpat_put(recorder, &count, sizeof count);
  cexpat_put(recorder, text, length);
}

static inline void cexpat_note_place(cexpat_recorder *recorder) {
  recorder->reported =
      XML_GetCurrentByteIndex(recorder->parser) + XML_GetCurrentByteCount(recorder->parser);
}

static inline void cexpat_start(void *data, const XML_Char *name, const XML_Char **attributes) {
  cexpat_recorder *recorder = data;
  cexpat_note_place(recorder);
  if (recorder->stop) return;
  uint32_t count = 0;
  while (attributes[count * 2]) count++;
  if (++recorder->depth > recorder->maximum_depth) {
    cexpat_stop(recorder, CEXPAT_DEPTH);
    return;
  }
  if ((int)count > recorder->maximum_attributes) {
    cexpat_stop(recorder, CEXPAT_ATTRIBUTES);
    return;
  }
  uint64_t byte = (uint64_t)XML_GetCurrentByteIndex(recorder->parser);
  uint64_t line = (uint64_t)XML_GetCurrentLineNumber(recorder->parser);
  cexpat_put(recorder, "s", 1);
  cexpat_put(recorder, &byte, sizeof byte);
  cexpat_put(recorder, &line, sizeof line);
  cexpat_put_text(recorder, name, strlen(name));
  cexpat_put(recorder, &count, sizeof count);
  for (uint32_t i = 0; i < count * 2; i++) {
    cexpat_put_text(recorder, attributes[i], strlen(attributes[i]));
  }
}

static inline void cexpat_end(void *data, const XML_Char *name) {
  cexpat_recorder *recorder = data;
  (void)name;
  cexpat_note_place(recorder);
  recorder->depth--;
  if (!recorder->stop) cexpat_put(recorder, "e", 1);
}

static inline void cexpat_text(void *data, const XML_Char *text, int length) {
  cexpat_recorder *recorder = data;
  cexpat_note_place(recorder);
  if (recorder->stop) return;
  cexpat_put(recorder, "t", 1);
  cexpat_put_text(recorder, text, (size_t)length);
}

/// Comments, instructions and the like: read and left out.
static inline void cexpat_other(void *data, const XML_Char *text, int length) {
  (void)text, (void)length;
  cexpat_note_place(data);
}

static inline void cexpat_document_type(
    void *data, const XML_Char *name, const XML_Char *system, const XML_Char *public, int internal) {
  (void)name, (void)system, (void)public, (void)internal;
  cexpat_stop(data, CEXPAT_DOCUMENT_TYPE);
}

static inline int cexpat_same_word(const char *a, const char *b) {
  for (; *a && *b; a++, b++) {
    char x = *a >= 'A' && *a <= 'Z' ? *a + 32 : *a, y = *b >= 'A' && *b <= 'Z' ? *b + 32 : *b;
    if (x != y) return 0;
  }
  return *a == *b;
}

static inline void cexpat_declaration(
    void *data, const XML_Char *version, const XML_Char *encoding, int standalone) {
  cexpat_recorder *recorder = data;
  (void)version, (void)standalone;
  if (!encoding || recorder->is_utf16 || cexpat_same_word(encoding, "utf-8")
      || cexpat_same_word(encoding, "utf8") || cexpat_same_word(encoding, "us-ascii")) {
    return;
  }
  strncpy(recorder->encoding, encoding, sizeof recorder->encoding - 1);
  cexpat_stop(recorder, CEXPAT_ENCODING);
}

static inline void cexpat_declare_namespace(void *data, const XML_Char *prefix, const XML_Char *uri) {
  cexpat_recorder *recorder = data;
  (void)prefix, (void)uri;
  if (++recorder->namespaces > recorder->maximum_namespaces) cexpat_stop(recorder, CEXPAT_NAMESPACES);
}

static inline void cexpat_forget_namespace(void *data, const XML_Char *prefix) {
  cexpat_recorder *recorder = data;
  (void)prefix;
  recorder->namespaces--;
}

/// No other file is ever looked at.
static inline int cexpat_refuse_entity(
    XML_Parser parser, const XML_Char *context, const XML_Char *base, const XML_Char *system,
    const XML_Char *public) {
  (void)parser, (void)context, (void)base, (void)system, (void)public;
  return XML_STATUS_ERROR;
}

/// Makes a recorder; null where memory has run out.
///
/// Without `is_utf16` the part is read as UTF-8, whatever it declares: another declaration is refused.
static inline cexpat_recorder *cexpat_make(
    int is_utf16, int maximum_depth, int maximum_attributes, int maximum_namespaces) {
  cexpat_recorder *recorder = calloc(1, sizeof *recorder);
  if (!recorder) return 0;
  recorder->parser = XML_ParserCreateNS(is_utf16 ? 0 : "UTF-8", '\n');
  if (!recorder->parser) {
    free(recorder);
    return 0;
  }
  recorder->is_utf16 = is_utf16;
  recorder->maximum_depth = maximum_depth;
  recorder->maximum_attributes = maximum_attributes;
  recorder->maximum_namespaces = maximum_namespaces;
  XML_Parser parser = recorder->parser;
  XML_SetUserData(parser, recorder);
  XML_SetElementHandler(parser, cexpat_start, cexpat_end);
  XML_SetCharacterDataHandler(parser, cexpat_text);
  XML_SetDefaultHandler(parser, cexpat_other);
  XML_SetXmlDeclHandler(parser, cexpat_declaration);
  XML_SetStartDoctypeDeclHandler(parser, cexpat_document_type);
  XML_SetNamespaceDeclHandler(parser, cexpat_declare_namespace, cexpat_forget_namespace);
  XML_SetExternalEntityRefHandler(parser, cexpat_refuse_entity);
  XML_SetParamEntityParsing(parser, XML_PARAM_ENTITY_PARSING_NEVER);
  return recorder;
}

/// Parses the next bytes; the events of earlier ones are gone. False where the part is refused.
static inline int cexpat_parse(
    cexpat_recorder *recorder, const void *bytes, size_t count, int is_last) {
  recorder->count = 0;
  return XML_Parse(recorder->parser, bytes, (int)count, is_last) == XML_STATUS_OK;
}

static inline void cexpat_free(cexpat_recorder *recorder) {
  XML_ParserFree(recorder->parser);
  free(recorder->events);
  free(recorder);
}

#endif
