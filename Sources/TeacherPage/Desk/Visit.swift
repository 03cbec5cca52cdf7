import Files

/// One request, after everything about it was checked.
struct Visit: Sendable {
  let path: String
  let query: FormFields
  /// Empty for a page that is only looked at.
  let form: FormFields
  /// The files that came with the form.
  let files: [UploadedFile]
  /// The session's secret.
  let session: String
  /// The languages that the browser asks for.
  let acceptLanguage: String?
  /// The token of the forms on the answer.
  let token: String
}

/// A file that came with a form.
struct UploadedFile: Sendable {
  let field: String
  /// As the browser calls it, without a folder.
  let name: String
  let file: HiddenFile
}
