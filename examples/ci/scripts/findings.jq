# Reads what "terraform plan -json" prints, one message a line.
include "text";

def messages: [inputs | fromjson? | objects];

# Errors come before warnings, and each finding comes once.
def findings: [.[] | select(.type == "diagnostic") | .diagnostic
  | {severity, summary, detail: (.detail // ""), address: (.address // "")}] | unique;

def changes: [.[] | select(.type == "planned_change") | .change
  | select(.action != "noop") | "\(.action) \(.resource.addr)"] | unique;

def headline($code):
  (map(select(.type == "change_summary") | .changes) | last) as $sum
  | if $code == 1 then "**The plan failed.** Nothing was changed."
    elif $code == 0 then "**No changes.** Everything is as declared."
    elif ($sum | .add + .change + .remove) == 0 then "**Only outputs change.**"
    else "**\($sum.add) to add, \($sum.change) to change, \($sum.remove) to destroy.**"
    end;

def finding:
  "\n### \(if .severity == "error" then "Error" else "Warning" end): \(.summary | code_span)\n"
  + (if .address == "" then "" else "\n\(.address | code_span)\n" end)
  + "\n" + (.detail | block)
  + (.detail | links | map("\n- <\(.)>") | join(""))
  + "\n";

# As many texts as fit, and how many do not.
def within($limit):
  . as $all
  | (reduce .[] as $text ([]; if (map(length) | add // 0) + ($text | length) > $limit then . else . + [$text] end)) as $shown
  | ($shown | join("")) + (($all | length) - ($shown | length) | if . == 0 then "" else "\n\(.) more in the log of the run.\n" end);

def report($code; $limit):
  messages
  | headline($code),
    (findings | map(finding) | within($limit) | if . == "" then empty else rtrimstr("\n") end),
    (changes | if . == [] then empty else "### Changes\n", (map("- \(code_span)\n") | within($limit) | rtrimstr("\n")) end);

# Credentials that expire soon. Nothing differs then, but somebody has to act.
def expiring: messages | findings | .[] | select(.detail | contains("Finding: credential_expires_soon")) | "\(.address | code_span): \(.summary | code_span)";

# What the findings and changes are, without the parts that differ from run to run.
def fingerprint: messages | (findings | map("\(.severity) \(.summary) \(.address)")) + changes | .[];
