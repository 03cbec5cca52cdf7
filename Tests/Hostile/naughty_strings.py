"""Texts that programs have stumbled over: our own list, and the Big List of Naughty Strings where it is at hand."""

import json
import pathlib
import unicodedata

DATA = pathlib.Path(__file__).resolve().parent.parent.parent.parent / "shared/data/blns/blns.json"

# Characters that a terminal obeys, hides or turns round.
CONTROLS = [chr(code) for code in [*range(1, 0x20), *range(0x7F, 0xA0)]]
HIDDEN = [chr(code) for code in [
    0xAD, 0x34F, 0x61C, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180B, 0x180E, *range(0x200B, 0x2010), 0x2028, 0x2029,
    *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0x3164, 0xFE0F, 0xFEFF, 0xFFA0, 0xFFF9, 0xFFFB, 0xFFFD, 0xFFFE, 0xFFFF,
    0x1D173, 0xE0001, 0xE0041, 0xE007F, 0xF8FF, 0x10FFFF]]
SPACES = [chr(code) for code in [0x20, 0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000]]
WORDS = """null NULL nil None undefined true false TRUE NaN nan Infinity -Infinity inf -inf -0 0 00 007 1e999 1E-400 0x10 0b1 1_000
1,000 1.000,5 1/2 ½ 9999999999999999999 -9223372036854775809 1.7976931348623157e309 2026-02-31 12:61 N/A n/a - -- --- ? . .. ...
CON PRN AUX NUL COM1 LPT1 con.csv ~ / \\ // C:\\ \\\\server\\share ../../../etc/passwd ..\\..\\x file:///etc/passwd %2e%2e%2f %00 %0a
$HOME ${HOME} $(id) `id` ;id |id &id >x <x * ?.* [a-z] {a,b} !! !$ # #! %s %n %x %d%d%d {0} {{7*7}} <%=1%> ${7*7} #{7*7} \\n \\r \\0 \\x1b
\\u0000 \\u{202E} &amp; &lt; &#0; &#x202e; <!-- --> <![CDATA[ ]]> <?php ?> <b> </td> <script>alert(1)</script> javascript:alert(1)
" "" ' '' ''' `` “” „“ «» ‹› ´ ’ "a" 'a' a"b a'b "a""b" \\" \\' '; '-- ');-- '/* */ 1;DROP 'OR'1'='1 admin'-- sqlite_schema student trail rowid
, ,, ; ;; | || =1+1 =cmd|'/C'!A1 +1 -1 @SUM(A1) =HYPERLINK("http://x") %=1 '=1 ''=1 \uff1d1+1 ÄÖÜäöüß ẞ ŒœÆæ Çç Ññ Øø Łł İıIi ŞşĞğ ŐőŰű
Žižek Đỗ Nguyễn Søren Zoë Þór Ångström O'Brien O’Brien d'Arc al-Hākim Ibn\u200c Мария Ιωάννης שלום مرحبا नमस्ते ไทย 田中 𠜎𠜱 ﷽ ﷺ Ǆ ǅ ﬁ ﬀ ſ K Å
👩‍👩‍👧‍👦 👍🏿 🏳️‍🌈 🇩🇪 🇩 ☠️ ①②③ ℌ𝔬𝔯𝔰𝔢 ₁²³ ٠١٢ ०१२ 零一 e\u0301 é a\u0308\u0323 a\u0323\u0308 \u0301 \u20dd \uac00 \u1100\u1161 \ufb1d""".split()
SENTENCES = [
    "'; DELETE FROM student; --", "Robert'); DROP TABLE student;--", "a, b", "a; b", "a\tb", "a\nb", "a\r\nb", "a\rb", "\n", "\r", "\t",
    "\"a\nb\"", "a\n\"\n,\n;", " a", "a ", "  ", " \t ", "a  b", "'", "'a", "'=1+1", "\t=1+1", "\r=1+1", "\n=1+1", " =1+1", "=\"a\"&\"b\"",
    "name,gender,height\nx,F,170", "---\n- a: b", "{\"a\": [1, null]}", "[1e999]", "<a href=\"x\" onclick='y'>", "]]>", "--help", "-h", "-n",
    "--", "-", "@", "r1", "i1", "s1", "d1", "id:1", "number:1", "studentdb", "\x1b[2J\x1b[H", "\x1b]0;title\x07", "\x1b]52;c;eA==\x07", "\x1b]8;;http://x\x1b\\",
    "\x1bP$q\x1b\\", "\x9b31m", "\x9d52;c;eA==\x9c", "\x1b[6n", "\x1b[?1049h", "\x1bc", "\x08\x08\x08", "a\x08b", "a\x00b"[:1], "over\rwrite", "\x0e\x0f",
    "\u202etxt.exe", "\u2066a\u2069", "a\u200fb", "Z\u0351\u036b\u0343a\u0363\u0369l\u0348\u035ag\u0321\u0359o\u030a", "e" + "\u0301" * 2000,
    "x" * 10_000, "ü" * 5_000, "😀" * 3_000, "\u202e" * 500, "a" + "\u200b" * 500 + "b", "\ufeffBOM", "BOM\ufeff", "ﾊﾝｶｸ", "Ｆｕｌｌ ｗｉｄｔｈ",
]


def own():
    """Our list, each text once."""
    texts = [*WORDS, *SENTENCES, *HIDDEN, *SPACES]
    for character in CONTROLS:
        texts += [character, f"a{character}b", f"{character}a", f"a{character}"]
    for character in [*HIDDEN, *SPACES]:
        texts += [f"a{character}b", f"{character}a", f"a{character}"]
    texts += [unicodedata.normalize(form, text) for text in WORDS for form in ("NFC", "NFD")]
    return list(dict.fromkeys(text for text in texts if text))


def public():
    """The Big List of Naughty Strings; none where it is not here. Texts with a NUL are no texts."""
    if not DATA.exists():
        return []
    return [text for text in json.loads(DATA.read_text("utf-8")) if text and "\0" not in text]


def all_texts():
    return list(dict.fromkeys([*public(), *own()]))
