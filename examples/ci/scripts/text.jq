# Text that others chose: resource keys, names, messages.

# plain has nothing in it that a terminal or a platform would act on: no control
# characters, no invisible ones, and no "##[command]", which GitHub finds anywhere in a
# line.
def plain:
  gsub("\r\n?|[\u2028\u2029]"; "\n") | gsub("\\p{Cf}"; "")
  | explode | map(if . == 9 or . == 10 or . >= 32 and . < 127 or . > 159 then . else 65533 end) | implode
  | gsub("##\\["; "## [");

# lines splits a text. No line begins with "/" (a command to GitLab) or with "::" (a
# command to GitHub, which ignores spaces before it).
def lines: plain | split("\n") | map(if test("^\\s*(/|::)") then "| " + . else . end);

# code_span is the text on one line, as a code span. The fence is longer than any run of
# backticks in the text.
def code_span:
  (plain | gsub("\\s+"; " ")) as $text
  | ("`" * ((([$text | match("`+"; "g").length] | max) // 0) + 1)) as $fence
  | (if $text | test("^ *$|^`|`$") then " " else "" end) as $space
  | $fence + $space + $text + $space + $fence;

# block is the text as a fenced block.
def block: "```text\n" + (lines | map(gsub("```"; "'''")) | join("\n")) + "\n```\n";

def links: [plain | scan("https?://[!#-;=?-_a-~]+") | sub("[.,)]+$"; "")] | unique;
