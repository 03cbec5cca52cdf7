import Testing

/// The keys of the JSON answers, which scripts depend on: those of the contract, and what this
/// version adds to them.
struct JSONContractTests {
  @Test func `import answers with its keys`() throws {
    let world = try TestWorld(["class.csv": Rosters.small + "1,2\n"])
    let answer = try world.json("import", "class.csv")
    #expect(answer.keys == ["imports"])
    let imported = answer["imports"][0]
    #expect(
      imported.keys
        == [
          "import", "file", "sha256", "already_imported", "rows", "added", "updated", "unchanged",
          "rejected", "conflicts", "doubts", "missing_gender", "declined_gender",
          "missing_height", "encoding", "delimiter", "decimal", "columns", "rejects",
          "changes", "left",
          // Added to the contract:
          "blank_lines", "date_form", "doubt_gender", "height_unit", "kept_blanks", "measured_on",
          "not_a_person", "notes", "own_export", "returned", "as_for",
          "sheet",
          "voided", "words",
        ].sorted()
    )
    #expect(imported["import"].text == "i1")
    #expect(imported["file"].text == "class.csv")
    #expect(imported["encoding"].text == "utf-8")
    #expect(imported["delimiter"].text == ",")
    #expect(imported["decimal"].isNull)
    #expect(imported["columns"].keys == ["gender", "group", "height", "id", "name"])
    #expect(imported["columns"]["gender"].text == "gender")
    let reject = imported["rejects"][0]
    #expect(reject.keys == ["byte", "code", "column", "file", "line", "message", "text"])
    #expect(reject["file"].isNull, "only sources of several files name one")
    #expect(reject["line"].integer == 25)
    #expect(reject["code"].text == "missing-cell")
    #expect(reject["text"].text == "1,2")
    #expect(reject["byte"].integer == Rosters.small.utf8.count)
    #expect(reject["column"].isNull)
  }

  @Test func `impute answers with all keys of the contract`() throws {
    // All that it answers, and in which order, is in ImputeJSONTests.
    let run = try TestWorld.imputed().json("impute")
    let contract = [
      "run", "status", "iterations", "log_likelihood", "bic", "seed", "settings", "input_digest",
      "strata", "imputed", "not_imputed", "expected_wrong", "candidates", "evaluation", "gate",
    ]
    #expect(Set(run.keys).isSuperset(of: contract))
    #expect(Set(run["settings"].keys).isSuperset(of: ["family", "variance", "missingness", "by"]))
    let stratum = run["strata"][0]
    #expect(
      Set(stratum.keys).isSuperset(
        of: ["stratum", "recorded", "missing", "informative", "bayes_error", "genders"]
      )
    )
    #expect(
      stratum["genders"][0].keys
        == ["gender", "mean_cm", "sd_cm", "standard_error", "weight", "weight_missing"]
    )
    #expect(
      Set(stratum["genders"][0]["standard_error"].keys)
        .isSuperset(of: ["weight", "mean_cm", "sd_cm"])
    )
    #expect(run["candidates"][0].keys == ["chosen", "log_loss", "name"])
    #expect(
      Set(run["evaluation"].keys)
        .isSuperset(of: ["accuracy", "log_loss", "brier", "ece", "folds"])
    )
    #expect(run["gate"].keys == ["passed", "refusals"])
  }

  @Test func `the refusals of a gate have a code, a message and where they are about`() throws {
    let world = try TestWorld([
      "class.csv": "name,gender,height\nA,F,160\nB,F,161\nC,M,175\nD,M,176\nE,,170\n"
    ])
    _ = world.run("import", "class.csv")
    let answer = world.run("impute", "--json")
    #expect(answer.status == 3)
    let refusals = try answer.json["gate"]["refusals"].array
    #expect(refusals.count >= 2)
    for refusal in refusals {
      // `stratum` is added to the contract.
      #expect(refusal.keys == ["code", "message", "stratum"])
      #expect(refusal["stratum"].isNull)
    }
    #expect(try answer.json["expected_wrong"].isNull)
  }

  @Test func `the queue answers with its keys`() throws {
    let item = try TestWorld.imputed().json("review", "queue")[0]
    #expect(
      item.keys
        == [
          "student", "id", "name", "group", "height_cm", "gender", "confidence", "interval",
          "probabilities", "evidence_probability", "state", "run",
          // Added to the contract:
          "decided_gender", "decided_how", "decision", "blind",
        ].sorted()
    )
    let bounds = item["interval"].array.compactMap(\.number)
    let confidence = try #require(item["confidence"].number)
    #expect(bounds.count == 2)
    #expect(bounds[0] <= confidence && confidence <= bounds[1])
    #expect(item["state"].text == "open")
    #expect(item["run"].text == "r1")
    #expect(item["probabilities"].keys == ["female", "male"])
  }

  @Test func `list answers with its keys`() throws {
    let student = try TestWorld.imputed().json("list")[20]
    #expect(
      student.keys
        == [
          "student", "id", "name", "group", "age", "height_cm", "gender", "basis", "state",
          "suggested_gender", "confidence", "run", "decided_by", "decided_at", "signed",
          // Added to the contract:
          "decided_how", "birthdate",
        ].sorted()
    )
    #expect(student["gender"].isNull, "an inference alone is no gender")
    #expect(student["state"].text == "inferred")
    #expect(student["suggested_gender"].text == "female")
    #expect(student["signed"].bool == false)
  }

  @Test func `a signature answers with its keys, at once and when printed again`() throws {
    let world = try TestWorld.imputed()
    _ = world.run("review", "accept", "--at-least", "0", "--yes")
    let keys = [
      "sign_off", "run", "name", "role", "statement", "signed_at", "accepted", "corrected",
      "left_unknown", "open", "content_digest", "head",
      // Added to the contract:
      "in_batches", "looked_at", "from_files", "outside_run", "voided", "stands_for",
      "no_longer_stands", "left_since", "head_before", "actor", "decided", "erased_since",
      "head_at_signing", "holds", "printed_at", "problems",
    ].sorted()
    let signed = try world.json("review", "sign-off", "--name", "E", "--role", "R")
    #expect(signed.keys == keys)
    let again = world.run("certificate", "s1", "--json")
    #expect(try again.json.keys == keys)
    #expect(try again.json["head"].text == signed["head"].text)
  }

  @Test func `verify answers with its keys`() throws {
    let answer = try TestWorld.imputed().json("verify")
    // `notices` and `since` are added to the contract.
    #expect(answer.keys == ["checks", "failures", "head", "notices", "ok", "since"])
    #expect(answer["ok"].bool == true)
    for check in answer["checks"].array { #expect(check.keys == ["detail", "name", "ok"]) }
    #expect(answer["head"].text?.split(separator: ":").map(\.count) == [1, 64])
  }

  @Test func `a list is also written as one JSON value a line and as separated values`() throws {
    let world = try TestWorld.imputed()
    let lines = world.run("list", "--format", "jsonl").outputLines.dropLast()
    #expect(lines.count == 23)
    for line in lines { #expect(try JSON(parsing: Array(line.utf8)).keys.count == 17) }
    let table = Table(world.run("list", "--format", "csv").text)
    #expect(table.rows.count == 24)
    #expect(table.rows.allSatisfy { $0.count == 17 })
    let tabs = Table(world.run("list", "--format", "tsv").text, delimiter: "\t")
    #expect(tabs.rows == table.rows)
  }
}
