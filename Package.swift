// swift-tools-version: 6.2

import PackageDescription

let package = Package(
  name: "studentdb",
  products: [
    .executable(name: "studentdb", targets: ["studentdb"])
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    // Without its default traits: those bring full Foundation.
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.0", traits: []),
    .package(url: "https://github.com/apple/swift-nio", from: "2.80.0"),
    .package(url: "https://github.com/apple/swift-http-types", from: "1.0.0"),
    .package(url: "https://github.com/apple/swift-log", from: "1.6.0"),
  ],
  targets: [
    .systemLibrary(
      name: "CSQLite",
      pkgConfig: "sqlite3",
      providers: [.apt(["libsqlite3-dev"])]
    ),
    .target(name: "Bytes"),
    .systemLibrary(name: "CExtendedAttributes"),
    .target(name: "Files", dependencies: ["CExtendedAttributes", "Bytes"]),
    .target(name: "SQLite", dependencies: ["CSQLite", "Bytes"]),
    .target(
      name: "Migrations",
      path: "Migrations",
      resources: [
        .embedInCode("V0001_students.sql"),
        .embedInCode("V0002_imputation.sql"),
        .embedInCode("V0003_review.sql"),
        .embedInCode("V0004_trail.sql"),
        .embedInCode("V0005_views.sql"),
      ]
    ),
    // Optimised in a build for development, too: the tests fit thousands of schools, which take four
    // times as long otherwise.
    .target(
      name: "Mixture",
      swiftSettings: [.unsafeFlags(["-O"], .when(configuration: .debug))]
    ),
    .target(name: "CSV", dependencies: ["Bytes"]),
    .target(name: "TextEncoding", dependencies: ["Bytes"]),
    .systemLibrary(
      name: "CMinizip",
      pkgConfig: "minizip",
      providers: [.apt(["libminizip-dev"])]
    ),
    .systemLibrary(
      name: "CExpat",
      pkgConfig: "expat",
      providers: [.apt(["libexpat1-dev"])]
    ),
    .systemLibrary(
      name: "CXlsxWriter",
      pkgConfig: "xlsxwriter",
      providers: [.apt(["libxlsxwriter-dev"])]
    ),
    .target(name: "Workbook", dependencies: ["CMinizip", "CExpat", "CXlsxWriter", "CSV", "Bytes"]),
    .target(name: "RosterReading", dependencies: ["Bytes", "CSV", "TextEncoding", "Workbook"]),
    .target(
      name: "StudentStore",
      dependencies: [
        "Bytes",
        "SQLite",
        "Migrations",
        "Mixture",
        .product(name: "Crypto", package: "swift-crypto"),
      ]
    ),
    .target(name: "Engines"),
    .target(
      name: "Workflows",
      dependencies: [
        "Engines", "RosterReading", "StudentStore", "Mixture", "Bytes", "CSV", "TextEncoding",
        "Workbook",
      ]
    ),
    .target(
      name: "ReviewSession",
      dependencies: ["Workflows", "RosterReading", "StudentStore", "Mixture", "Bytes"]
    ),
    .target(
      name: "Report",
      dependencies: ["Workflows", "RosterReading", "StudentStore", "Mixture", "Bytes"]
    ),
    .target(name: "Terminal"),
    .target(
      name: "TeacherPage",
      dependencies: [
        "ReviewSession",
        "Report",
        "Workflows",
        "RosterReading",
        "StudentStore",
        "Mixture",
        "Bytes",
        "Files",
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "HummingbirdCore", package: "hummingbird"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "HTTPTypes", package: "swift-http-types"),
      ],
      resources: [
        .embedInCode("Assets/page.css"), .embedInCode("Assets/page.js"),
        .embedInCode("Assets/icon.svg"),
      ]
    ),
    .target(
      name: "StudentDBCommands",
      dependencies: [
        "TeacherPage",
        "ReviewSession",
        "Report",
        "Workflows",
        "Engines",
        "RosterReading",
        "StudentStore",
        "Mixture",
        "Bytes",
        "Files",
        "Terminal",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]
    ),
    // `make release` hands the commit over (Scripts/commit); a build for development has none.
    .target(
      name: "CBuild",
      cSettings: Context.environment["STUDENTDB_COMMIT"].map {
        [.define("STUDENTDB_COMMIT", to: "\"\($0)\"")]
      }
    ),
    .executableTarget(name: "studentdb", dependencies: ["CBuild", "StudentDBCommands"]),
    .executableTarget(
      name: "TrailCost",
      dependencies: ["Workflows", "RosterReading", "StudentStore"],
      path: "Benchmarks/TrailCost"
    ),
    .executableTarget(name: "EMCost", dependencies: ["Mixture"], path: "Benchmarks/EMCost"),
    .target(name: "TestSupport", dependencies: ["CSQLite"], path: "Tests/TestSupport"),
    .testTarget(name: "BytesTests", dependencies: ["Bytes", "TestSupport"]),
    .testTarget(name: "SQLiteTests", dependencies: ["SQLite", "TestSupport"]),
    .testTarget(name: "MigrationsTests", dependencies: ["Migrations", "SQLite"]),
    .testTarget(name: "MixtureTests", dependencies: ["Mixture", "TestSupport"]),
    .testTarget(name: "CSVTests", dependencies: ["CSV", "TestSupport"]),
    .testTarget(
      name: "WorkbookTests",
      dependencies: ["Workbook", "CSV", "TestSupport"],
      exclude: ["Fixtures"]
    ),
    .testTarget(name: "TextEncodingTests", dependencies: ["TextEncoding", "CSV", "TestSupport"]),
    .testTarget(
      name: "RosterReadingTests",
      dependencies: ["RosterReading", "Report", "CSV", "TestSupport"]
    ),
    .testTarget(
      name: "StudentStoreTests",
      dependencies: [
        "StudentStore", "Report", "Bytes", "SQLite", "Migrations", "Mixture", "TestSupport",
      ]
    ),
    .testTarget(
      name: "EnginesTests",
      dependencies: ["Engines", "SQLite", "TestSupport"],
      exclude: ["Snapshots"]
    ),
    .testTarget(
      name: "WorkflowsTests",
      dependencies: [
        "Workflows", "Report", "RosterReading", "StudentStore", "SQLite", "CSV", "Mixture",
        "TestSupport",
      ]
    ),
    .testTarget(
      name: "ReportTests",
      dependencies: ["Report", "Workflows", "StudentStore", "Mixture", "TestSupport"],
      exclude: ["Drawings"]
    ),
    .testTarget(name: "TerminalTests", dependencies: ["Terminal", "TestSupport"]),
    .testTarget(
      name: "TeacherPageTests",
      dependencies: [
        "TeacherPage", "Report", "Workflows", "RosterReading", "StudentStore", "Mixture", "Files",
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
      ]
    ),
    .testTarget(
      name: "StudentDBCommandsTests",
      dependencies: [
        "StudentDBCommands", "ReviewSession", "Report", "Workflows", "RosterReading",
        "StudentStore", "SQLite", "Migrations", "Files", "Terminal", "TestSupport",
      ],
      exclude: ["HelpScreens"]
    ),
  ]
)

// Of `Scripts/sanitize` alone: what is ours with a sanitizer and not optimised, and the tests it names.
// The models use neither C nor threads, and would be slow: they stay as they are.
if let sanitizer = Context.environment["STUDENTDB_SANITIZER"] {
  let named = (Context.environment["STUDENTDB_SANITIZED_TESTS"] ?? "").split(separator: " ")
  package.targets.removeAll {
    $0.type == .test && !named.isEmpty && !named.contains(Substring($0.name))
  }
  let flag = "-sanitize=\(sanitizer)"
  package.targets += [
    .target(
      name: "Locks",
      path: "Tests/Sanitizers/Locks",
      cSettings: [.unsafeFlags(["-f\(flag.dropFirst())"])]
    ),
    .target(name: "AllLocks", dependencies: ["Locks"], path: "Tests/Sanitizers/AllLocks"),
    .testTarget(name: "SanitizerTests", dependencies: ["AllLocks"], path: "Tests/Sanitizers/Tests"),
  ]
  for target in package.targets where target.type != .system && target.name != "Mixture" {
    target.swiftSettings = [.unsafeFlags([flag, "-Onone"])]
    target.linkerSettings = [.unsafeFlags([flag])]
  }
}

// Every target of the house is held to the same rules: memory safety is spelled out, a warning
// is an error, an existential says so, and an import is visible in the file that needs it only.
for target in package.targets where target.type != .system {
  target.swiftSettings =
    (target.swiftSettings ?? []) + [
      .strictMemorySafety(),
      .treatAllWarnings(as: .error),
      .enableUpcomingFeature("ExistentialAny"),
      .enableUpcomingFeature("InternalImportsByDefault"),
      .enableUpcomingFeature("MemberImportVisibility"),
    ]
}
