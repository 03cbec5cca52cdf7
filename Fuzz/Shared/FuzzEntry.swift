/// What libFuzzer calls with every input that it makes up.
///
/// The only pointer of the fuzz targets: the bytes are copied into an array of just their number, so
/// that the address sanitizer sees a read beyond them.
@_cdecl("LLVMFuzzerTestOneInput")
func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
  unsafe checkInput(Array(UnsafeBufferPointer(start: start, count: count)))
  return 0
}
