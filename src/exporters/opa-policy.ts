/**
 * The rules of the gate in Rego, as it has them in `src/gate/route-by.ts`, but for the draw of audits.
 *
 * Every step asks whether what lets the AI act holds, so that what is undefined ends with a person. Times are compared in
 * milliseconds: OPA reads no time after the year 2262.
 *
 * @see https://www.openpolicyagent.org/docs/policy-language (Rego v1; from OPA 0.59 on)
 */
export const OPA_POLICY = `# Routes one decision by the policies in data.leeway.policies. Ask for data.leeway.route; the input is a decision:
# domain, confidence, model, amount, triggers, segments, decisionId and, where it is not this moment, now (RFC 3339).
#
# inclusionProbability is the share of such decisions that a person must see; whoever acts draws them, with a secret.
${['package leeway', 'import rego.v1'].join('\n\n')}

# What nothing below has an answer for goes to a person.
default route := {
	"level": "in-the-loop",
	"reason": "input_malformed",
	"inclusionProbability": 1,
	"policyVersion": null,
}

# First match wins. Each line asks whether something holds, so that what is missing, unknown or wrong ends with a person.
route := person("input_malformed", null) if {
	not is_sound
} else := person("unknown_domain", null) if {
	not policy
} else := person("policy_not_yet_valid", null) if {
	not has_begun
} else := person("policy_expired", null) if {
	not is_running
} else := person("always_review", policy.version) if {
	not is_untriggered
} else := person("amount_missing", policy.version) if {
	not has_amount
} else := person("over_max_amount", policy.version) if {
	not is_within_amount
} else := person("other_model", policy.version) if {
	not is_model
} else := person("excluded_slice", policy.version) if {
	not is_open
} else := person("confidence_missing", policy.version) if {
	given("confidence", null) == null
} else := person("confidence_invalid", policy.version) if {
	not is_number_up_to(input.confidence, 1)
} else := person("below_threshold", policy.version) if {
	not rung
} else := person("decision_id_missing", policy.version) if {
	not has_id
} else := {
	"level": rung.level,
	"reason": rung.reason,
	"inclusionProbability": rung.auditRate,
	"policyVersion": policy.version,
}

person(reason, version) := {
	"level": "in-the-loop",
	"reason": reason,
	"inclusionProbability": 1,
	"policyVersion": version,
}

policy := data.leeway.policies[input.domain]

# What is left out and what is null are one.
given(name, otherwise) := otherwise if {
	object.get(input, name, null) == null
} else := input[name]

is_number_up_to(value, most) if {
	is_number(value)
	value >= 0
	value <= most
}

triggers := given("triggers", [])

amount := given("amount", 0)

model := given("model", "")

segments := given("segments", {})

is_sound if {
	is_string(input.domain)
	is_array(triggers)
	every trigger in triggers { is_string(trigger) }
	is_number_up_to(amount, 10000000000000)
	is_string(model)
}

# In milliseconds since 1970.
now := time.now_ns() / 1000000 if {
	given("now", null) == null
} else := time.parse_rfc3339_ns(input.now) / 1000000

has_begun if now >= policy.from

is_running if now < policy.until

is_untriggered if {
	is_array(policy.alwaysReview)
	every trigger in triggers { not trigger in policy.alwaysReview }
}

has_amount if policy.maxAmount == null

has_amount if is_number(input.amount)

is_within_amount if policy.maxAmount == null

is_within_amount if amount <= policy.maxAmount

is_model if model == policy.model

is_model if {
	model == ""
	policy.model == "unversioned"
}

is_open if count(policy.excluded) == 0

is_open if {
	is_object(segments)
	every slice in policy.excluded {
		every value in values_of(slice.column) { is_allowed(value, slice) }
	}
}

# Names of columns are read in any case; a value that is empty or missing is (none).
values_of(column) := ["(none)"] if {
	count(named(column)) == 0
} else := named(column)

named(column) := [known(value) |
	some name, value in segments
	lower(trim_space(name)) == lower(column)
]

known(value) := "(none)" if {
	value in [null, ""]
} else := value

is_allowed(value, slice) if {
	is_string(value)
	value != slice.value
	slice.value != "(other)"
}

# Where all other values are excluded, only those pass that are named.
is_allowed(value, slice) if {
	is_string(value)
	value != slice.value
	{"column": slice.column, "value": value} in policy.included
}

rung := object.union(policy.autonomous, {"level": "autonomous", "reason": "autonomous_threshold"}) if {
	input.confidence >= policy.autonomous.threshold
} else := object.union(policy.onTheLoop, {"level": "on-the-loop", "reason": "on_the_loop_threshold"}) if {
	input.confidence >= policy.onTheLoop.threshold
}

has_id if {
	is_string(input.decisionId)
	input.decisionId != ""
}
`;
