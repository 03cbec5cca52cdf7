import Foundation
import Testing

/// `impute --cells`: a run of what an engine has counted.
struct CountedRunTests {
  /// All that two runs have to have in common, as SQLite prints it to the last bit.
  private static let tables = [
    """
    SELECT learnt_from, family, degrees_of_freedom, variance, missingness, stratified_by, fold_count,
      fold_repeats, status, iterations, log_likelihood, bic, icl, likelihood_ratio, likelihood_ratio_p,
      recorded_count, missing_count, imputed, not_imputed, expected_wrong, hex(input_digest)
    FROM imputation_run
    """,
    """
    SELECT missing_shares, candidates, evaluation, totals, sensitivity, refusals, gate, reference,
      settings_requested
    FROM imputation_run
    """,
    "SELECT * FROM model_parameter", "SELECT * FROM iteration_trace",
    "SELECT ordinal, stratum, status, may_propose, covariance, starts FROM fitted_stratum",
    "SELECT ordinal, stratum, height_cm, gender, basis, student_count, held_back FROM counted_evidence",
    """
    SELECT cell, stratum, height_cm, student_count, gender, confidence, confidence_lower,
      confidence_upper, is_proposed
    FROM evidence_cell
    """,
    "SELECT * FROM cell_probability",
  ]

  @Test(arguments: [[], ["--by", "group"], ["--by", "none", "--family", "t"], ["--by", "age"]])
  func `cells give what an import of the same students gives, to the last bit`(
    options: [String]
  ) throws {
    let roster = CountedRoster.children()
    let world = try TestWorld(["class.csv": roster.list, "cells.csv": roster.cells])
    #expect(world.run("import", "class.csv").status == 0)
    let own = world.run(["impute"] + options)
    let counted = world.run(["impute", "--cells", "cells.csv", "--db", "c.studentdb"] + options)
    #expect(own.status == counted.status)
    for table in Self.tables {
      let query = ["query", table, "--limit", "100000", "--json"]
      let (here, there) = (
        world.run(query + ["--db", "school.studentdb"]), world.run(query + ["--db", "c.studentdb"])
      )
      #expect(here.status == 0, "\(here.messages)")
      #expect(here.output.count > 20)
      #expect(here.output == there.output, "\(table)")
    }
    let rows = try world.run(
      "query",
      "SELECT count(*) AS n FROM imputation",
      "--db",
      "c.studentdb",
      "--json"
    ).json
    #expect(rows[0]["n"].integer == 0)
  }

  @Test func `a height far from the others is in doubt, as at an import`() throws {
    let roster = CountedRoster.children(hasGiant: true)
    let world = try TestWorld(["class.csv": roster.list, "cells.csv": roster.cells])
    _ = world.run("import", "class.csv")
    let own = try world.json("impute")
    let counted = try world.json("impute", "--cells", "cells.csv", "--db", "c.studentdb")
    #expect(own["not_imputed"]["height_in_doubt"].integer == 1)
    #expect(counted["not_imputed"]["height_in_doubt"].integer == 1)
    #expect(counted["input_digest"].text == own["input_digest"].text)
    // Nobody so tall is proposed to in the warehouse either.
    let lookup = world.run(
      "model",
      "sql",
      "r1",
      "--dialect",
      "duckdb",
      "--table",
      "t",
      "--map",
      "gender=g,height=h,group=c,age=a",
      "--lookup",
      "l.csv",
      "--db",
      "c.studentdb"
    )
    #expect(lookup.status == 0, "\(lookup.messages)")
    let rows = try #require(world.text("l.csv")).split(separator: "\n").map {
      $0.split(separator: ",")
    }
    let giants = rows.filter { $0[1] == "2400" }
    #expect(!giants.isEmpty)
    #expect(giants.allSatisfy { $0[4] == "0" })
    #expect(rows.contains { $0[4] == "1" })
  }

  @Test func `the run says where its cells come from, is computed again, and is in the trail`()
    throws
  {
    let roster = CountedRoster.children()
    let world = try TestWorld(["cells.csv": roster.cells])
    let answer = world.run(
      "impute",
      "--cells",
      "cells.csv",
      "--rows",
      "600",
      "--engine-says",
      "DuckDB 2.0.1, noon"
    )
    #expect(answer.status == 0, "\(answer.messages)")
    #expect(answer.text.contains("counted     by duckdb: 600 rows"))
    #expect(answer.text.contains("\"DuckDB 2.0.1, noon\", which nobody has checked"))
    let run = try world.json("show", "r1")
    #expect(run["origin"].text == "counted")
    let source = run["counted_from"]
    #expect(source["rows"].integer == 600)
    #expect(source["query_sha256"].text == CountedRoster.digest)
    #expect(source["query"].isNull)
    let words = source["words"].array.map {
      "\($0["text"].text ?? ""): \($0["reading"].text ?? "")"
    }
    #expect(words.contains("männlich: male") && words.contains("unknown: missing"))
    #expect(world.run("impute", "--rerun", "r1", "--check").status == 0)
    #expect(world.run("verify").status == 0)
    let rerun = world.run("impute", "--rerun", "r1")
    #expect(rerun.status == 65)
    #expect(rerun.messages.contains("let it count again"))
  }

  @Test func `a run of cells is not the one whose suggestions count for the students here`() throws
  {
    let roster = CountedRoster.children()
    let world = try TestWorld(["class.csv": roster.list, "cells.csv": roster.cells])
    _ = world.run("import", "class.csv")
    _ = world.run("impute")
    #expect(world.run("impute", "--cells", "cells.csv").status == 0)
    let queue = try world.json("review", "queue").array
    #expect(!queue.isEmpty)
    #expect(queue.allSatisfy { $0["run"].text == "r1" })
  }

  @Test func `the text of the query is kept where its digest is the one in the cells`() throws {
    let zeros = String(repeating: "0", count: 64)
    let unsigned =
      "SELECT 'studentdb cells 1 mm minimum=1 dialect=duckdb sha256=\(zeros)' AS signature;"
    // From sha256sum of the text without a last newline.
    let digest = "c38d809588ca49fd8b969042513c1adf84a1c163f2bc2c3bf53db5b4ddcaa024"
    let signed = unsigned.replacing(zeros, with: digest)
    let roster = CountedRoster.children()
    let world = try TestWorld([
      "cells.csv": roster.cells.replacing(CountedRoster.digest, with: digest),
      "count.sql": signed + "\n", "other.sql": signed + " -- edited\n",
    ])
    let other = world.run("impute", "--cells", "cells.csv", "--query", "other.sql")
    #expect(other.status == 65)
    #expect(other.messages.contains("not counted by the query in other.sql"))
    #expect(!world.contents.contains("school.studentdb"))
    #expect(world.run("impute", "--cells", "cells.csv", "--query", "count.sql").status == 0)
    #expect(try world.json("show", "r1")["counted_from"]["query"].text == signed + "\n")
  }

  @Test func `a model of classes scores a file of one class`() throws {
    let roster = CountedRoster.children()
    let world = try TestWorld([
      "cells.csv": roster.cells,
      "sample.csv":
        "id,name,gender,height,group\n1,Ada,,158.0,\"7\"\"a\"\n2,Bo,,172.0,\"7\"\"a\"\n",
    ])
    let counted = world.run("impute", "--cells", "cells.csv", "--by", "group", "--prior", "none")
    #expect(counted.status == 0, "\(counted.text)")
    #expect(world.run("import", "sample.csv").status == 0)
    let scored = try world.json("impute", "--model", "r1")
    #expect(scored["imputed"].integer == 2)
    #expect(scored["strata"][0]["stratum"].text == "7\"a")
  }
}
