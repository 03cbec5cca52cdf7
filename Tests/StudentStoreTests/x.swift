@testable import StudentStore
import Testing
