import TestSupport
import Testing

/// Public data sets as they are published; their counts stand in `shared/data/*/PROVENANCE.md`.
@Suite(.enabled(if: SharedFolder.exists, "the folder shared is not there"))
struct RealFilesTests {
  struct File: CustomTestStringConvertible, Sendable {
    let path: String
    let flags: [String]
    let rows: Int
    let genders: [String: Int]
    var unit = "in"

    var testDescription: String { path }
  }

  static let files = [
    File(
      path: "galton_families/GaltonFamilies.csv",
      flags: ["--map", "name=rownames", "--map", "gender=gender", "--map", "height=childHeight"],
      rows: 934,
      genders: ["male": 481, "female": 453]
    ),
    File(
      path: "davis/Davis.csv",
      flags: ["--map", "name=rownames"],
      rows: 200,
      genders: ["female": 112, "male": 88],
      unit: "cm"
    ),
    File(
      path: "fev/fev.csv",
      flags: [
        "--map", "name=fev", "--map", "height=ht", "--map", "gender=sex", "--gender-words",
        "1=male,0=female", "--height-unit", "in",
      ],
      rows: 654,
      genders: ["male": 336, "female": 318]
    ),
    File(
      path: "ais/ais.csv",
      flags: ["--map", "name=rownames"],
      rows: 202,
      genders: ["female": 100, "male": 102],
      unit: "cm"
    ),
    File(
      path: "stat2data_students/Day1Survey.csv",
      flags: ["--map", "name=rownames", "--map", "group=Class"],
      rows: 43,
      genders: ["female": 17, "male": 26]
    ),
    File(
      path: "stat2data_students/Pulse.csv",
      flags: [
        "--map", "name=rownames", "--map", "height=Hgt", "--gender-words", "1=female,0=male",
      ],
      rows: 232,
      genders: ["female": 110, "male": 122]
    ),
    File(
      path: "bdims/bdims.csv",
      flags: [
        "--map", "name=rownames", "--map", "height=hgt", "--map", "age=age",
        "--gender-words", "1=male,0=female",
      ],
      rows: 507,
      genders: ["male": 247, "female": 260],
      unit: "cm"
    ),
  ]

  @Test(arguments: files)
  func `every row of a published file is counted once, and its genders are the known ones`(
    file: File
  ) throws {
    let world = try TestWorld()
    let answer = world.run(
      ["import", SharedFolder.path("data/\(file.path)"), "--json"] + file.flags
    )
    #expect(answer.status == 0, "\(answer.messages)")
    let imported = try answer.json["imports"][0]
    #expect(imported["rows"].integer == file.rows)
    let ends = ["added", "updated", "unchanged", "conflicts", "rejected"]
    #expect(ends.reduce(0) { $0 + (imported[$1].integer ?? 0) } == file.rows)
    #expect(imported["added"].integer == file.rows)
    #expect(imported["missing_gender"].integer == 0)
    #expect(imported["height_unit"].text == file.unit)
    var genders: [String: Int] = [:]
    for student in try world.json("list").array {
      genders[student["gender"].text ?? "-", default: 0] += 1
    }
    #expect(genders == file.genders)
  }

  @Test(arguments: files)
  func `a published file comes back cell for cell`(file: File) throws {
    let world = try TestWorld()
    let path = SharedFolder.path("data/\(file.path)")
    _ = world.run(["import", path] + file.flags)
    let exported = world.run("export", "--columns", "original")
    let original = try SharedFolder.text("data/\(file.path)")
    #expect(exported.text == original)
  }

  @Test func `Galton's heights are inches, and the means are the published ones`() throws {
    let world = try TestWorld()
    let path = SharedFolder.path("data/galton_families/GaltonFamilies.csv")
    _ = world.run(["import", path] + Self.files[0].flags)
    var sums: [String: (sum: Double, count: Int)] = [:]
    for student in try world.json("list").array {
      let gender = try #require(student["gender"].text)
      let height = try #require(student["height_cm"].number)
      sums[gender, default: (0, 0)].sum += height / 2.54
      sums[gender, default: (0, 0)].count += 1
    }
    let means = sums.mapValues { ($0.sum / Double($0.count) * 1000).rounded() / 1000 }
    #expect(means == ["male": 69.234, "female": 64.104])
  }

  @Test(arguments: [true, false])
  func `the mistyped height of 57 cm in Davis takes part only where that is asked for`(
    keeps: Bool
  ) throws {
    let world = try TestWorld()
    let path = SharedFolder.path("data/davis/Davis.csv")
    _ = world.run(
      ["import", path, "--map", "name=rownames"] + (keeps ? ["--keep-implausible"] : [])
    )
    #expect(try world.json("show", "12")["height_cm"].number == (keeps ? 57 : nil))
    #expect(try world.json("show", "i1")["doubts"].integer == (keeps ? 0 : 1))
  }

  @Test func `a sex and a gender can both be the gender, which is a question`() throws {
    let world = try TestWorld(["class.csv": "name,sex,gender,height\nAnna,F,F,160\n"])
    let answer = world.run("import", "class.csv")
    #expect(answer.status == 65)
    #expect(answer.messages.contains("--map gender=sex or --map gender=gender"))
    #expect(world.contents == ["class.csv"])
  }

  @Test(arguments: ["fev/fev.csv", "stat2data_students/Pulse.csv", "bdims/bdims.csv"])
  func `genders written as 0 and 1 are refused, with the flag that explains them`(path: String)
    throws
  {
    let world = try TestWorld()
    let height = ["fev/fev.csv": "ht", "stat2data_students/Pulse.csv": "Hgt"][path] ?? "hgt"
    let answer = world.run(
      "import",
      SharedFolder.path("data/\(path)"),
      "--map",
      "name=#1",
      "--map",
      "height=\(height)"
    )
    #expect(answer.status == 65)
    #expect(answer.messages.contains("--gender-words 0=GENDER,1=GENDER"))
    #expect(world.contents.isEmpty)
  }
}
