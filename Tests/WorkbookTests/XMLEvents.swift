import Foundation
import FoundationXML
import TestSupport

@testable import Workbook

/// Reads XML with the reader of this target, and gives what it found as text.
///
/// `<name a=value>`, text, `</name>`. Throws what it is refused for.
func events(_ bytes: [UInt8], limits: WorkbookLimits = WorkbookLimits()) throws -> String {
  try withFile(ZipBuilder([.init("part.xml", bytes)]).bytes()) { path in
    let archive = try ZipArchive(path: path)
    let source = try archive.reader(of: archive.entries[0])
    var reader = XMLReader(source, part: "part.xml", file: "school.xlsx", limits: limits)
    var events = ""
    while true {
      switch try reader.next() {
      case .start:
        events += "<\(reader.name.local)"
        for name in ["a", "b"] {
          if let value = try reader.attribute(name) { events += " \(name)=\(value)" }
        }
        events += ">"
      case .end: events += "</\(reader.name.local)>"
      case .text: events += String(decoding: reader.text, as: UTF8.self)
      case .endOfPart: return events
      }
    }
  }
}

func events(_ text: String) throws -> String { try events(Array(text.utf8)) }

/// What reading XML is refused for.
func refusal(
  ofXML text: String,
  limits: WorkbookLimits = WorkbookLimits()
) throws -> WorkbookError.Kind? {
  try refusal { _ = try events(Array(text.utf8), limits: limits) }?.kind
}

/// The same events from Foundation's parser, which is libxml2; nil where it finds a fault.
func foundationEvents(_ bytes: [UInt8]) -> String? {
  let delegate = FoundationEvents()
  let parser = XMLParser(data: Data(bytes))
  parser.delegate = delegate
  return parser.parse() && !delegate.hasFault ? delegate.events : nil
}

private final class FoundationEvents: NSObject, XMLParserDelegate {
  var events = ""
  var hasFault = false

  func parser(
    _ parser: XMLParser,
    didStartElement name: String,
    namespaceURI: String?,
    qualifiedName: String?,
    attributes: [String: String]
  ) {
    events += "<\(name)"
    for name in ["a", "b"] {
      if let value = attributes[name] { events += " \(name)=\(value)" }
    }
    events += ">"
  }

  func parser(
    _ parser: XMLParser,
    didEndElement name: String,
    namespaceURI: String?,
    qualifiedName: String?
  ) {
    events += "</\(name)>"
  }

  func parser(_ parser: XMLParser, foundCharacters text: String) { events += text }

  func parser(_ parser: XMLParser, foundCDATA block: Data) {
    events += String(decoding: block, as: UTF8.self)
  }

  func parser(_ parser: XMLParser, parseErrorOccurred error: any Error) { hasFault = true }
}
