export interface Term {
  /** What a link to it ends in, after `#`. */
  readonly id: string;
  readonly term: string;
  /** One sentence, for whoever never met the word. */
  readonly means: string;
}

/** The words of the product, by the alphabet. */
export const TERMS: readonly Term[] = [
  term(
    'activate',
    'To put into force what was approved, after all rules have been asked once more; it decides nothing new.',
  ),
  term(
    'alarm',
    'A finding that took authority back or should make people look; until somebody reviews it, nothing widens there.',
  ),
  term('alwaysReview', 'Triggers whose decisions go to a person whatever the confidence.', 'always review'),
  term(
    'as of',
    'The time up to which the record is read; two answers as of the same time, by the same rules, are the same.',
  ),
  term(
    'audit',
    'A look at a decision that the AI took alone, chosen by chance, so that its record goes on being evidence.',
  ),
  term('audit rate', 'The share of the AI’s own decisions that people check; it is never zero.'),
  term(
    'authority',
    'What the AI may do in a domain: from which confidence, up to which amount, on which rung, and until when.',
  ),
  term('autonomous', 'The highest rung: the AI acts, and people check a small share by chance.'),
  term(
    'backtest',
    'A walk through a real history, night by night: what would have been approved then, and what came of it.',
  ),
  term('blind', 'Of a verdict: the reviewer did not see what the AI had answered.'),
  term('board', 'The people who vote on what the AI may do; nobody approves what they wrote themselves.'),
  term(
    'calibration',
    'Whether the AI is right as often as it says: of the answers it is 90 % sure of, 90 of 100 should be right.',
  ),
  term(
    'certificate',
    'The statement that above a threshold the error rate is below the limit, with the evidence that it rests on.',
  ),
  term(
    'confidence',
    'How probable the AI holds it that this very answer of its own is right, between 0 and 1.',
  ),
  term('cooldown', 'The least time between two steps, so that verdicts on one come in before the next.'),
  term('coverage', 'The share of all decisions of a domain that the AI takes alone.'),
  term('decision', 'One case that the AI answered, with how sure it was, whoever then acted on it.'),
  term(
    'delta',
    'The chance, settled before, that a domain is ever certified though its true error rate is above the limit.',
  ),
  term('domain', 'The unit of authority: one kind of case, such as refunds, or an area and an action in it.'),
  term('drift', 'When the AI has become worse, or its cases have become others, than when it was certified.'),
  term(
    'e-value',
    'How many times its stake a fair bet against “it is above the limit” has won so far; 20 is strong, and below 1 speaks for the limit being broken.',
  ),
  term(
    'eligible',
    'Of a decision: the policy would let the AI take it there; only such decisions are evidence for a threshold.',
  ),
  term('evidence', 'What people’s verdicts, counted, say about how often the AI is wrong.'),
  term(
    'export',
    'What is in force, written as a file that other programs read: thresholds, flags or a policy bundle.',
  ),
  term(
    'false certificate',
    'A certificate of a domain whose true error rate is above the limit; its chance is at most delta.',
  ),
  term(
    'first look',
    'One exact test of a record that nobody has judged before; it spends half of delta, and may be had once.',
  ),
  term(
    'floor',
    'A domain that never graduates, for a reason, with an owner; many may set it, and the board alone lifts it.',
  ),
  term(
    'gate',
    'The few lines in a service that route each decision by what is in force, and fail towards people.',
  ),
  term('in the loop', 'The lowest rung: a person approves before anything happens.'),
  term(
    'inclusion probability',
    'How likely a decision was to be looked at; a verdict on one of twenty stands for twenty.',
  ),
  term(
    'interval',
    'The range in which the true figure lies, in 95 of 100 such cases; a short one means much evidence.',
  ),
  term('ladder', 'The rungs that a domain climbs one by one: in the loop, on the loop, autonomous.'),
  term('lead', 'Who answers for a domain, and proposes what the AI may do there.'),
  term(
    'ledger',
    'Everything that happened, each entry sealed with the one before, so that a change afterwards shows.',
  ),
  term(
    'limit',
    'The highest error rate that is tolerated among the decisions that the AI takes alone.',
    'limit (risk)',
  ),
  term('maturity', 'How long a verdict may take; a decision that is older and has none counts as an error.'),
  term(
    'model',
    'The whole AI as it answers, with its weights, prompt and tools; any change is another model, with no authority.',
  ),
  term(
    'naive figure',
    'The error rate as it is counted, without what chance and the choice of cases do to it.',
  ),
  term('narrow', 'To take part of an authority back at once, by one person, without a vote.'),
  term('on the loop', 'The middle rung: the AI acts, people check a large share and can step in.'),
  term('override', 'The verdict that the AI was wrong and a person decided otherwise.'),
  term(
    'packet',
    'All that the board needs to decide on a proposal, on paper too, frozen with what it rests on.',
  ),
  term(
    'pending',
    'Of a decision: it was due for review and has no verdict yet; in a certificate it counts as an error.',
  ),
  term('policy', 'An authority in force: what was approved, by whom, on which evidence, and until when.'),
  term('proposal', 'What a lead asks of the board; by itself it gives nothing.'),
  term(
    'quarantine',
    'Where rows go that break a rule, each with its file, line and reason; nothing is lost silently.',
  ),
  term('quorum', 'How many approvals of which role a proposal needs, each from another person.'),
  term('recommendation', 'What the evidence allows now in a domain: widen, hold, narrow, or nothing yet.'),
  term(
    'reviewer quality',
    'How far the verdicts can be trusted: whether reviewers agree with one another, and look before they agree.',
  ),
  term(
    'risk',
    'How often the AI is wrong among the decisions that it takes alone, which is what the limit is for.',
    'risk (selective)',
  ),
  term('rung', 'One level of the ladder.'),
  term('segment', 'A property of decisions, such as language or channel, by which the record can be cut.'),
  term('severity', 'How bad a wrong answer was, from 0, harmless, to 1.'),
  term(
    'slice',
    'The decisions that share one value of a property, such as all in German; a good whole may hide a bad one.',
  ),
  term(
    'standing plan',
    'Bounds that the board approved once, within which the AI may climb by itself, step by step.',
  ),
  term('step', 'One promotion; it adds at most a settled share of a domain’s decisions.'),
  term('threshold', 'The confidence from which the AI acts; below it a person decides.'),
  term('token', 'What a person or a job shows to the server, with roles, domains and an end.'),
  term('trigger', 'A mark on a decision, such as legal intent, that can send it to a person.'),
  term('unsure', 'The verdict of a reviewer who cannot tell; it does not vote.'),
  term('upper bound', 'The highest error rate that the evidence still allows; it must lie below the limit.'),
  term('verdict', 'What a person found on a decision: agree, edit, override or unsure.'),
  term('weighted figure', 'A rate in which each verdict counts for as many decisions as it stands for.'),
  term('widen', 'To let the AI do more, or have less of it looked at; it needs a vote or a standing plan.'),
];

function term(id: string, means: string, name: string = id): Term {
  return { id: id.toLowerCase().replace(/ /g, '-'), term: name, means };
}
