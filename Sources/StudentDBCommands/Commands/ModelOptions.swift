import ArgumentParser
import Mixture
import Report
import StudentStore
import Workflows

/// A choice that can be left to cross-validation.
enum Automatic<Choice: RawRepresentable<String> & CaseIterable & Sendable>:
  ExpressibleByArgument, Sendable
{
  case auto
  case named(Choice)

  init?(argument: String) {
    if argument == "auto" {
      self = .auto
    } else if let choice = Choice(rawValue: argument) {
      self = .named(choice)
    } else {
      return nil
    }
  }

  static var allValueStrings: [String] { ["auto"] + Choice.allCases.map(\.rawValue) }

  var defaultValueDescription: String { choice?.rawValue ?? "auto" }

  /// The choice; nil where it is left open.
  var choice: Choice? {
    if case .named(let choice) = self { choice } else { nil }
  }
}

/// The flags that say what models to choose from, and how they are fitted.
struct ModelOptions: ParsableArguments {
  @Option(help: "The density of a gender's heights.")
  var family: Automatic<DensityFamily> = .auto

  @Option(help: "Whether the genders have the same variance.")
  var variance: Automatic<VarianceStructure> = .auto

  @Option(help: "Whether missing genders have the same shares as recorded ones.")
  var missingness: Automatic<Missingness> = .auto

  @Option(help: "Fit classes or ages separately; small ones are shrunk towards the whole school.")
  var by: Automatic<Stratification> = .auto

  @Option(
    help: ArgumentHelp(
      "Learn from the recorded students, or from all by EM; auto takes what predicts better, and "
        + "EM where family, variance, missingness and by are all named.",
      valueName: "auto|recorded|all"
    )
  )
  var learnFrom: ImputeOptions.Learning = .auto

  @Option(
    help: ArgumentHelp(
      "What heights to expect where ages are known: growth is the table of the CDC that is built in; "
        + "or a CSV file age,gender,mean_cm,sd_cm; or none. (default: growth)",
      valueName: "growth|none|file"
    ),
    completion: .file(extensions: ["csv"])
  )
  var prior: String?

  @Option(
    help: ArgumentHelp(
      "The age of everybody, in completed years, where the list does not say it.",
      valueName: "years"
    )
  )
  var age: Double?

  @Option(
    help: ArgumentHelp(
      "The ages of classes, where the list does not say them: 7=12,8=13. Without them, one number "
        + "from 1 to 13 in the name of a class is its grade, 5 years less than the age.",
      valueName: "class=years,…"
    )
  )
  var ages: String?

  @Option(
    help: ArgumentHelp(
      "The most that may be used of names: nothing, the names of this list, or their endings too. "
        + "What is used is what predicts hidden genders better.",
      valueName: "off|own|endings"
    )
  )
  var names: NameCandidate.Use = .off

  @Option(
    help: ArgumentHelp(
      "With --names: a CSV file name,gender,count that says how often each first name was given to "
        + "each gender, or a model of another school with --names-from.",
      valueName: "file"
    ),
    completion: .file(extensions: ["csv", "json"])
  )
  var nameReference: String?

  @Option(
    help: ArgumentHelp(
      "With --names: judge the confidences for each value of this column of the list as well, such as "
        + "where students come from.",
      valueName: "column"
    )
  )
  var auditBy: String?

  @Option(help: "Seed of the random numbers.")
  var seed: UInt64 = 1

  @Option(help: "Number of starts of EM, from 1 to 3.")
  var starts: Int = 1

  @Option(help: "Maximum number of EM steps.")
  var maxIterations: Int = FitSettings().maximumIterations

  @Option(help: "Relative tolerance of convergence.")
  var tolerance: Double = FitSettings().tolerance

  @Option(help: "Number of folds of the cross-validation.")
  var folds: Int = 5

  func validate() throws {
    guard (1...1_000_000).contains(maxIterations) else {
      throw ValidationError("--max-iterations \(maxIterations): from 1 to 1000000 steps")
    }
    guard tolerance > 0, tolerance < 1 else {
      throw ValidationError("--tolerance \(tolerance): a number between 0 and 1, such as 1e-8")
    }
    guard (1...FitSettings.mostStarts).contains(starts) else {
      throw ValidationError("--starts \(starts): from 1 to \(FitSettings.mostStarts)")
    }
    guard (2...50).contains(folds) else {
      throw ValidationError("--folds \(folds): from 2 to 50 parts")
    }
    guard seed <= Int64.max else {
      throw ValidationError("--seed \(seed): at most \(Int64.max)")
    }
    guard nameReference == nil || names != .off else {
      throw ValidationError("--name-reference goes with --names own or --names endings")
    }
    guard auditBy == nil || names != .off else {
      throw ValidationError("--audit-by goes with --names own or --names endings")
    }
    guard auditBy?.isEmpty != true else { throw ValidationError("--audit-by \"\" names no column") }
    guard nameReference?.isEmpty != true else {
      throw ValidationError("--name-reference \"\" names no file")
    }
    guard prior?.isEmpty != true else { throw ValidationError("--prior \"\" names no file") }
    if let age, !ImputeOptions.knownAges.contains(age) {
      throw ValidationError("--age \(age): from 2 to 100 years")
    }
    if let ages, ImputeOptions.ages(fromList: ages) == nil {
      throw ValidationError(
        "--ages \"\(ages)\": write CLASS=YEARS,CLASS=YEARS, each class once, from 2 to 100 years"
      )
    }
    if let prior, prior != "none", age == nil, ages == nil, case .named(let by) = by, by != .age {
      throw ValidationError(
        "--prior says what heights to expect at which age; it goes with --by age, not --by \(by)"
      )
    }
  }

  /// Whether nothing was asked for.
  var isDefault: Bool {
    let settings = FitSettings()
    return family.choice == nil && variance.choice == nil && missingness.choice == nil
      && by.choice == nil && learnFrom == .auto && prior == nil
      && age == nil && ages == nil && names == .off && nameReference == nil && auditBy == nil
      && seed == 1 && starts == 1
      && folds == 5 && maxIterations == settings.maximumIterations
      && tolerance == settings.tolerance
  }

  /// What `--prior` takes besides files; a file of such a name is written ./growth.
  private static let words = ["growth", "none"]

  /// The files that the options name, as on the command line.
  var inputs: [String] {
    (prior.map { Self.words.contains($0) ? [] : [$0] } ?? []) + (nameReference.map { [$0] } ?? [])
  }

  /// The options for the workflow.
  func options(in environment: Environment) throws -> ImputeOptions {
    var options = ImputeOptions()
    options.family = family.choice
    options.variance = variance.choice
    options.missingness = missingness.choice
    options.stratification = by.choice
    options.learning = learnFrom
    options.seed = seed
    options.starts = starts
    options.maximumIterations = maxIterations
    options.tolerance = tolerance
    options.folds = folds
    options.age = age
    options.ages = ages.flatMap(ImputeOptions.ages(fromList:)) ?? [:]
    options.usesGrowthTable = prior != "none"
    if let prior, !Self.words.contains(prior) {
      options.reference = try Self.table(
        prior,
        of: "--prior",
        "a table of heights",
        upTo: 4 << 20,
        in: environment
      ) { try ReferenceFile.read($0, name: $1) }
    }
    options.names = names
    options.auditColumn = auditBy
    if let nameReference {
      // A country's register of first names has some megabytes.
      options.nameReference = try Self.table(
        nameReference,
        of: "--name-reference",
        "a table of names",
        upTo: 64 << 20,
        in: environment
      ) { try NameReferenceFile.read($0, name: $1) }
    }
    return options
  }

  /// Reads a table that an option names, which is a short file.
  private static func table<Table>(
    _ argument: String,
    of option: String,
    _ kind: String,
    upTo mostBytes: Int,
    in environment: Environment,
    _ read: ([UInt8], String) throws -> Table
  ) throws -> Table {
    let bytes = try ShortFile.bytes(
      argument,
      upTo: mostBytes,
      name: "\(option) \(argument)",
      kind: kind,
      in: environment
    )
    do {
      return try read(bytes, argument)
    } catch let problem as ReferenceFile.Problem {
      throw CommandFailure(.data, "\(option) \(problem)")
    }
  }
}

extension ImputeOptions.Learning: ExpressibleByArgument {}

extension NameCandidate.Use: ExpressibleByArgument {}
