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
            studentdb check says how; studentdb correct, or a corrected file, settles it
        Next: studentdb check

        """
    )
  }

  @Test func `impute says how many are proposed, how good that is, and what is next`() throws {
    let world = try school()
    _ = world.run("import", "edmond-school.csv")
    #expect(
      world.run("impute").text == """
        Run r1: converged after 11 steps.
          learnt from 484 students whose gender and height are recorded
          asked about 107 students whose gender is missing and whose height is known
        Tested on 484 students whose gender is known and was hidden: 76.8 % correct (95 % interval \
        72.8 % to 80.3 %).
        It proposes a gender for 107 students.
        If all were taken as they are, about 23.0 of 107 would be wrong.
        Not inferred: 2 students (1 declined, 1 no height).
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
        Run r1: converged after 11 steps.
          learnt from 484 students whose gender and height are recorded
          asked about 107 students whose gender is missing and whose height is known
          model       normal densities, similar variance, same shares, by group, from all \
        students, by EM
          fit         log-likelihood -2348.704, BIC -4888.863 (2l - p ln n), ICL -4943.040
          stratum  gender  recorded            share           mean cm         sd cm
          7        female        11  51.4 % +- 7.8 %    154.47 +- 1.22  6.88 +- 0.74
          7        male           9  48.6 % +- 7.8 %    161.80 +- 1.35  7.47 +- 0.74
          8        female        15  52.5 % +- 7.1 %    158.84 +- 1.24  7.46 +- 0.73
          8        male          12  47.5 % +- 7.1 %    166.78 +- 1.33  7.74 +- 0.76
          9        female        36  51.9 % +- 5.2 %    159.83 +- 0.78  6.07 +- 0.50
          9        male          33  48.1 % +- 5.2 %    168.83 +- 0.92  6.86 +- 0.53
          10       female        49  43.8 % +- 4.2 %    161.66 +- 0.87  7.50 +- 0.55
          10       male          63  56.2 % +- 4.2 %    172.85 +- 0.84  8.15 +- 0.53
          11       female        62  48.7 % +- 4.0 %    162.10 +- 0.69  6.56 +- 0.46
          11       male          65  51.3 % +- 4.0 %    175.24 +- 0.80  7.73 +- 0.48
          12       female        65  51.3 % +- 3.9 %    163.32 +- 0.64  6.31 +- 0.42
          12       male          64  48.7 % +- 3.9 %    175.88 +- 0.73  6.95 +- 0.45
        How good it is, told by 484 students whose gender is known and was held back (5 parts, 5 \
        times):
          76.8 % correct (95 % interval 72.8 % to 80.3 %)
          log loss 0.4705, the shares alone 0.6964: skill 0.324 +- 0.037; Brier 0.1541
          confidences are off by 2.8 % on average; by chance it would be 3.1 %
          compared by the log loss of their posteriors, the smaller the better:
            0.4723  EM, normal, unequal variance, same shares, by group
            0.4731  EM, normal, similar variance, same shares, by group  <- chosen
            0.4740  recorded students alone, normal, similar variance, by group
            0.6964  shares alone
            chosen: the simplest model that is not significantly worse than the best
            and 33 more: studentdb evaluate -v
        It proposes a gender for 107 students.
        If all were taken as they are, about 23.0 of 107 would be wrong.
        Not inferred: 2 students (1 declined, 1 no height).
        With those who are missing, there are to be expected:
          female 290.8 (95 % interval 278.8 to 300.0), of whom 238 known
          male 300.2 (95 % interval 291.0 to 312.2), of whom 246 known
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
          inferred        71
          decided         36
          missing          1
          declined         1
        Review of run r1: 71 still to decide.
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

  @Test func `the version is said on standard output`() throws {
    let answer = try TestWorld().run("--version")
    #expect(answer.status == 0)
    #expect(answer.text == "studentdb 0.1.0\n")
  }
}
