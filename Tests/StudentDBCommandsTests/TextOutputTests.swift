import Testing

/// Whole answers as a person reads them.
struct TextOutputTests {
  private func school() throws -> TestWorld {
    try TestWorld(["edmond-school.csv": Rosters.school()])
  }

  @Test func `import says what it understood and what became of every line`() throws {
    #expect(
      try school().run("import", "edmond-school.csv").text == """
        edmond-school.csv: import i1, 600 lines read.
          columns     student_id -> id, name -> name, gender -> gender, height -> height, \
        grade -> group, age -> age; all others are kept as they are
          file        utf-8, comma, bare heights in cm, decimal point
                 600  added
          gender      108 missing, 1 declined
          words       M -> male 248, F -> female 242, "" -> missing 108, \
        non-binary -> non-binary 1, prefer not to say -> declined 1
          height      5 missing, 2 in doubt and left out
            line 330, student 329: "172,5": perhaps 172.5 cm
            line 578, student 577: "16": outside 50 to 260 cm
            studentdb check lists the possible readings; then use studentdb correct, or import a corrected file
        Next: studentdb check

        """
    )
  }

  @Test func `impute says how many are proposed, how good that is, and what is next`() throws {
    let world = try school()
    _ = world.run("import", "edmond-school.csv")
    #expect(
      world.run("impute").text == """
        Run r1: converged after 8 steps.
          learnt from 484 students whose gender and height are recorded
          asked about 107 students whose gender is missing and whose height is known
          too few     non-binary: 1 known height; never proposed, and 0.2 more to be expected, \
        which lowers every confidence
        Tested on 484 students whose gender is known and was hidden: 76.8 % correct (95 % interval \
        72.9 % to 80.4 %).
        Names are not used. With --names endings, 94.7 % of 490 students whose gender is known and \
        was hidden would be called correctly instead of 76.7 %.
        It proposes a gender for 98 students (107 still to decide: 98 with a suggestion, 9 without, \
        held back by the gate).
        If all were taken as they are, about 21.0 of 98 would be wrong.
        If those asked about were 2 cm taller or shorter: 20.6 to 22.7 wrong; if their shares were \
        other by a tenth: 20.1 to 22.9 wrong.
        It proposes nothing where the gate refused:
          not_informative: 12: heights say next to nothing about the gender here: the skill to \
        expect is 0.000 as far as is known, and 0.02 is the least; ask for these genders, height \
        cannot tell them (and 1 more)
        Not inferred: 11 students (1 declined, 9 gate refused, 1 no height).
        More: -v, or studentdb show r1
        Next: studentdb review

        """
    )
  }

  @Test func `impute -v says what it learnt, from whom, and how much to believe it`() throws {
    let world = try school()
    _ = world.run("import", "edmond-school.csv")
    #expect(
      world.run("impute", "-v").text == """
        Run r1: converged after 8 steps.
          learnt from 484 students whose gender and height are recorded
          asked about 107 students whose gender is missing and whose height is known
          too few     non-binary: 1 known height; never proposed, and 0.2 more to be expected, \
        which lowers every confidence
          model       normal densities, similar variance, same shares, by age, from all students, \
        by EM, with a reference of heights by age
          fit         log-likelihood -2339.874
          stratum  gender  recorded            share           mean cm         sd cm
          12       female         5  50.3 % +- 9.1 %    154.41 +- 1.38  7.07 +- 0.79
          12       male           5  49.7 % +- 9.1 %    153.11 +- 1.42  7.23 +- 0.79
          13       female        13  52.1 % +- 7.5 %    160.08 +- 1.27  7.29 +- 0.73
          13       male          11  47.9 % +- 7.5 %    161.12 +- 1.35  7.53 +- 0.74
          14       female        31  55.1 % +- 5.7 %    159.84 +- 0.88  6.44 +- 0.56
          14       male          23  44.9 % +- 5.7 %    165.79 +- 1.07  7.19 +- 0.60
          15       female        41  45.8 % +- 4.6 %    161.50 +- 0.88  7.05 +- 0.55
          15       male          49  54.2 % +- 4.6 %    171.07 +- 0.87  7.57 +- 0.53
          16       female        53  45.6 % +- 4.1 %    162.23 +- 0.75  6.68 +- 0.49
          16       male          64  54.4 % +- 4.1 %    175.04 +- 0.81  7.81 +- 0.49
          17       female        63  50.5 % +- 4.0 %    162.64 +- 0.66  6.31 +- 0.43
          17       male          61  49.5 % +- 4.0 %    175.27 +- 0.73  6.89 +- 0.45
          18       female        32  51.5 % +- 5.2 %    163.13 +- 0.85  6.52 +- 0.54
          18       male          33  48.5 % +- 5.2 %    177.30 +- 0.94  6.94 +- 0.56
        How good it is, told by 484 students whose gender is known and was held back (5 parts, 5 \
        times):
          76.8 % correct (95 % interval 72.9 % to 80.4 %)
          log loss 0.4659, the shares alone 0.7002: skill 0.335 +- 0.036; Brier 0.1525
          confidences are off by 1.8 % on average; by chance it would be 3.1 %
          compared by the log loss of their posteriors, the smaller the better:
            0.4670  recorded students alone, t, unequal variance, by age
            0.4678  EM, normal, similar variance, same shares, by age  <- chosen
            0.7002  shares alone
            chosen: the simplest model that is not significantly worse than the best
            and 10 more: studentdb evaluate -v
        Names are not used. With --names endings, 94.7 % of 490 students whose gender is known and \
        was hidden would be called correctly instead of 76.7 %.
        It proposes a gender for 98 students (107 still to decide: 98 with a suggestion, 9 without, \
        held back by the gate).
        If all were taken as they are, about 21.0 of 98 would be wrong.
        If those asked about were 2 cm taller or shorter: 20.6 to 22.7 wrong; if their shares were \
        other by a tenth: 20.1 to 22.9 wrong.
        It proposes nothing where the gate refused:
          not_informative: 12: heights say next to nothing about the gender here: the skill to \
        expect is 0.000 as far as is known, and 0.02 is the least; ask for these genders, height \
        cannot tell them
          not_informative: 13: heights say next to nothing about the gender here: the skill to \
        expect is 0.000 as far as is known, and 0.02 is the least; ask for these genders, height \
        cannot tell them
        Not inferred: 11 students (1 declined, 9 gate refused, 1 no height).
        Expected totals, including students whose gender is missing:
          female 290.6 (95 % interval 281.8 to 298.6), 238 of them known
          male 300.2 (95 % interval 292.2 to 309.0), 246 of them known
          non-binary 1.2, 1 of them known
          If those asked about were 2 cm taller or shorter: female 284.4 to 296.6, male 294.2 to \
        306.4; if their shares were other by a tenth: female 283.9 to 297.1, male 293.7 to 306.9.
        Next: studentdb review

        """
    )
  }

  @Test func `status says where the school stands and what is next`() throws {
    let world = try school()
    _ = world.run("import", "edmond-school.csv")
    _ = world.run("impute")
    _ = world.run("review", "accept", "--at-least", "0.9", "--yes")
    #expect(
      world.run("status").text == """
        600 students from 1 import, 1 run, 0 sign-offs
          gender    students
          recorded       491
          inferred        66
          decided         32
          missing         10
          declined         1
        Review of run r1: 75 still to decide: 66 with a suggestion, 9 without, held back by the gate.
        1 student has neither gender nor usable height: decide with studentdb review decide.
        Next: studentdb review

        """
    )
  }

  @Test func `rejected lines of one kind are shown a few and then counted`() throws {
    let roster = Rosters.small + (1...7).map { "40\($0),X,F\n" }.joined() + "500,Y,F,tall,7a\n"
    let world = try TestWorld(["class.csv": roster])
    let lines = world.run("import", "class.csv").outputLines
    #expect(
      lines.suffix(9) == [
        "class.csv:25: missing-cell: the line has 3 cells where the headings have 5",
        "class.csv:26: missing-cell: the line has 3 cells where the headings have 5",
        "class.csv:27: missing-cell: the line has 3 cells where the headings have 5",
        "class.csv:28: missing-cell: the line has 3 cells where the headings have 5",
        "class.csv:29: missing-cell: the line has 3 cells where the headings have 5",
        "  and 2 more lines with missing-cell",
        "class.csv:32:9: type-error: column \"height\": \"tall\" is not a height in centimetres, "
          + "metres, inches or feet and inches; correct it and import the file again",
        "Next: studentdb impute", "",
      ]
    )
  }

  @Test(arguments: [[], ["--help"], ["-h"], ["help"]])
  func `without a command, the help is printed`(arguments: [String]) throws {
    let answer = try TestWorld().run(arguments)
    #expect(answer.status == 0)
    #expect(answer.messages.isEmpty)
    #expect(answer.text == (try TestWorld().run("help").text))
    #expect(answer.text.hasPrefix("OVERVIEW: A school's list of students"))
  }

  @Test func `quiet says nothing where nothing went wrong`() throws {
    let world = try school()
    let answer = world.run("import", "edmond-school.csv", "--quiet")
    #expect(answer.status == 0)
    #expect(answer.output.isEmpty)
    #expect(answer.messages.isEmpty)
  }

  @Test(arguments: [["--version"], ["list", "--version"]])
  func `the version, the commit and SQLite's version are said on standard output`(
    arguments: [String]
  ) throws {
    let world = try TestWorld.imputedOnce()
    world.commit = "0123456789ab"
    // As a statement says; the program asks the library.
    let sqlite = world.run("query", "SELECT sqlite_version()", "--format", "csv").outputLines[1]
    let answer = world.run(arguments)
    #expect(answer.status == 0)
    #expect(answer.text == "studentdb 0.1.0 (commit 0123456789ab, SQLite \(sqlite))\n")
  }

  @Test func `a build for development says that it is one`() throws {
    #expect(try TestWorld().run("--version").text.contains("(built for development, SQLite 3."))
  }
}
