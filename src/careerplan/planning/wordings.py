"""How people say what happened and what is next: tables of words, matched on a line whose people and days are marked.

The tables are all there is: what is not understood lacks a row. Rows are tried from top to bottom, one wording a line,
and what a row has taken is not there for those below it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from careerplan.planning.phrases import DAY, PERSON

_DOES = rf"(?:{PERSON}|she|he|they)"
_TOLD = rf"(?:{PERSON}|her|him|them)"
_WHOSE = rf"(?:her|his|their|{PERSON} 's)"
_THEY = rf"{_DOES}(?:(?: ,)? (?:and|&) {_DOES})*"
_THEM = rf"{_TOLD}(?:(?:(?: ,)? (?:and|&|\+|/)| ,) {_TOLD})*"
_THE = r"(?:(?:the|a|an|our|their|her|his|my|this|that|next|last|upcoming|virtual|online|local|annual) )*"
_REMOTE = r"(?:phone|telephone|zoom|teams|skype|facetime|whatsapp|webex|google meet|video|voice)"
_MAIL = r"(?:e-?mail|message|text|letter|note|dm|voice ?mail|reply|answer|response)"
_JUST = r"(?: (?:finally|just|kindly|also))?"
_FAIR = r"(?:job|career|careers|hiring|recruitment|recruiting|college|volunteer|networking|alumni|community)"
_EVENT = (
    rf"(?:{_FAIR} (?:fair|day|night|expo|event|mixer|lunch|breakfast|evening|session)|open house|webinar|conference"
    r"|info(?:rmation)? session|networking|mixer|meetup|workshop|reception|seminar|summit|symposium|convention"
    r"|town hall|panel(?: discussion)?|lunch (?:&|and) learn|event|expo|the fair|ceremony)"
)
_ON = r"(?:about|before|after|until|regarding|re|discussed|(?:prepare|preparing|prep)(?: for)?)"
_NOT_YET = r"(?:has not|hasn't|hasnt|have not|haven't|havent|did not|didn't|didnt|never|not)(?: yet| even| ever)?"

_HAPPENED: tuple[tuple[int, str, str], ...] = (
    # What only mentions a thing, and says nothing of what passed.
    (
        0,
        "",
        rf"""{_ON} {_THE}(?:\w+ )?(?:{_EVENT}|interviews?|application|referral|call|meeting)
        for {_THE}(?:\w+ )?(?:{_EVENT}|interviews?)
        as (?:promised|discussed|agreed)
        looking forward to \w+
        (?:was|got|were|been) sent
        sent (?:to )?me by
        i helped
        helped {_TOLD}
        {_MAIL} address
        phone number
        (?:job|role|post|posting|one) called""",
    ),
    # Outcomes: they say more than how one spoke. The least number wins.
    (
        1,
        "informational-interview",
        rf"""informational(?: (?:interview|chat|meeting|call|talk|coffee))?
        info(?:rmation)?[ -](?:interview|chat)
        (?:interviewed|asked) {_THEM} (?:\w+ ){{0,2}}?about {_WHOSE} (?:\w+ )?(?:job|work|career|role|path|day|position)
        (?:interviewed|asked) {_THEM} (?:\w+ ){{0,2}}?about {_WHOSE} (?:\w+ )?(?:experience|field|profession)
        (?:interviewed|asked) {_THEM} (?:\w+ ){{0,2}}?about what (?:she|he|they) do(?:es)?
        interviewed {_THEM}
        picked {_WHOSE} brains?""",
    ),
    (5, "help-received", r"(?:mock|practice) interview"),
    (
        2,
        "job-interview",
        rf"""(?:job|panel|hiring|final|first|second|phone|screening|board|formal|competency) interview
        (?:was|got|been) interviewed
        interviewed (?:by|me|for|at|with)
        interview (?:for|at)
        interview with {_THEM} (?:for|at)
        (?:had|did|passed|aced) (?:an|my|the|their) interview
        selection board""",
    ),
    (3, "informational-interview job-interview", "interview"),
    (
        4,
        "referral",
        rf"""introduced (?:me|us) to
        put (?:me|us) in (?:touch|contact)
        connected me (?:with|to)
        (?:got )?(?:referred|recommended) me
        was (?:referred|introduced) (?:to|by)
        vouched for me
        put in a (?:good )?word
        referral
        (?:passed|passed on|forwarded|gave|sent) (?:on )?my (?:name|resume|cv|application) (?:on )?to(?! {_TOLD})
        gave me (?:the )?(?:name|number|contact|e-?mail)(?: address)? (?:of|for)
        gave me (?:an? )?intro(?:duction)?
        made (?:an |the )?intro(?:duction)?""",
    ),
    (
        5,
        "help-received",
        r"""helped
        gave me (?:\w+ ){0,3}?(?:feedback|advice|tips?|pointers|a hand|help|notes|suggestions|comments)
        (?:reviewed|looked over|looked at|proofread|edited|read|checked|corrected|fixed|critiqued|polished|improved) my
        (?:commented on|went over) my
        (?:advised|mentored|coached) me
        wrote (?:me )?a (?:reference|recommendation)
        (?:agreed|offered|is willing) to be (?:my|a) reference
        lent me
        let me (?:shadow|borrow|sit in|job-shadow)
        (?:got )?(?:help|feedback|advice|tips) from""",
    ),
    (
        6,
        "application",
        r"""applied
        (?:submitted|sent|sent in|sent off|handed in|put in)(?: (?:my|an|the))? application
        application (?:sent|submitted|is in)""",
    ),
    (7, "event", _EVENT),
    # How one spoke, where the words leave no doubt about it; two such are a doubt.
    (8, "no-reply", rf"(?:called|phoned|rang|tried)(?: {_THEM})?(?: ,| but)* no answer"),
    (
        8,
        "call",
        rf"""(?:on|over|by|via|through) (?:the |a )?{_REMOTE}
        (?:virtual|online|remote|{_REMOTE}) (?:call|chat|meeting|with|catch-?up|conversation|talk|coffee|lunch)""",
    ),
    (
        9,
        "no-reply",
        rf"""(?:still )?no (?:reply|answer|response|word|news)(?: (?:yet|back|so far))?(?: from)?
        {_NOT_YET} (?:answer(?:ed)?|repl(?:y|ied)|respond(?:ed)?|wr(?:ite|itten|ote) back|g[eo]t back|called back)
        {_NOT_YET} (?:pick(?:ed)? up|hear(?:d)?(?: back)?(?: from)?)
        heard nothing(?: back)?(?: from)?
        waiting (?:to hear|for (?:an? |her |his |their )?(?:reply|answer))
        ghosted me""",
    ),
    (
        9,
        "message-sent",
        rf"sent (?:{_THEM} )?(?:an? |my |the )?(?:linkedin|connection) (?:connection )?(?:request|invite|invitation)",
    ),
    (
        9,
        "connected",
        rf"""connected (?:with {_THEM} )?(?:on|via|through|over) linked ?in
        connected online
        (?:now|are) connected
        (?:linkedin|new) connection
        accepted (?:my|the) (?:linkedin |connection )?(?:invite|invitation|request|connection)
        added (?:{_TOLD}|me) (?:on|to) linked ?in""",
    ),
    (
        9,
        "message-received",
        rf"""{_THEY}{_JUST} (?:wrote|e-?mailed|texted|messaged|replied|answered)(?! (?:{_TOLD}|my)\b)
        {_THEY}{_JUST} (?:responded|sent|forwarded|reached out|pinged|dm(?: 'd|e?d))(?! (?:{_TOLD}|my)\b)
        {_THEY}{_JUST} (?:got back to me|got in touch|left (?:me )?(?:a )?(?:voice ?mail|message)s?)
        {_THEY}{_JUST} (?:dropped me a (?:line|note))
        (?:got |received |had )?(?:an? |the )?(?:\w+ )?{_MAIL}(?: back)? from
        heard (?:back )?from
        heard back
        (?:got|received) (?:an? )?(?:\w+ )?{_MAIL}
        (?:{_TOLD}|she|he|they) 's {_MAIL}""",
    ),
    (
        9,
        "message-sent",
        rf"""e-?mailed|messaged|texted|wrote|pinged|nudged|reached out|replied|answered|responded|sent|forwarded
        dm(?: 'd|e?d)
        left (?:{_TOLD} )?(?:a )?(?:voice ?mail|message)s?
        (?:asked|contacted|reached|thanked|followed up with) {_THEM}(?: for \w+)? (?:by|via) {_MAIL}
        dropped {_THEM} a (?:line|note)
        {_MAIL} to""",
    ),
    (
        9,
        "call",
        rf"""called|phoned|rang|telephoned|facetimed|skyped|zoomed
        phone ?calls?|calls?|facetime|zoom|skype
        (?:phone|teams)(?= (?:{PERSON}|,|:)|$)
        gave (?:{_TOLD}|me) a (?:call|ring)""",
    ),
    (
        9,
        "met",
        rf"""met(?: up)?|meeting|meet-up|in person|face to face|introduced myself
        coffees?|lunch(?:ed)?|breakfast|brunch|dinner|supper|drinks?|beers?|pint|tea
        (?:ran|run|bumped|bump) into
        visited|tour(?:ed)?|job(?:-| )shadow|shadow(?:ed|ing)|ride-?along|walk(?:ed)?|hung out
        saw (?={_TOLD})
        sat (?:down )?(?:with|next to|beside)
        (?:dropped|stopped) by""",
    ),
    # How one spoke, where the words leave a doubt: they count only where nothing above does.
    (10, "connected met", "connected"),
    (10, "message-sent call", r"followed(?:-| )up|(?:checked|check) in|touched base|reached|contacted|reconnected"),
    (
        10,
        "met call",
        r"spoke|spoken|talk(?:ed)?|chat(?:ted)?|conversation|caught up|catch(?: |-)?up|discussed|thanked|congratulated",
    ),
    (10, "message-sent message-received", _MAIL),
)
"""What happened: how strongly it says so (less is more), the kinds it can be (none: it says nothing), the wordings."""

_UNSETTLED = re.compile(
    r"(?<!\w)(?:cancel(?:l?ed)?|called off|postponed|rescheduled|no(?: |-)show|stood me up|missed|supposed to"
    r"|(?:was|were) going to|almost|nearly|(?:couldn't|could not|couldnt|didn't|did not|didnt|wasn't|unable to"
    r"|failed to|never) (?:meet|met|call|come|came|show|make|happen|talk|speak|see|saw|connect|go))(?!\w)"
)
"""What contradicts that anything passed at all."""


def _any(wordings: str) -> str:
    return "|".join(each.strip() for each in wordings.splitlines())


_ROWS = tuple(
    (rank, tuple(kinds.split()), re.compile(rf"(?<![\w'-])(?:{_any(wordings)})(?![\w'-])"))
    for rank, kinds, wordings in _HAPPENED
)


def find_kinds(said: str) -> tuple[str, ...]:
    """Return the kinds of interaction that a line can tell of, likeliest first: one is sure, none is no word of it."""
    found: dict[int, list[tuple[int, tuple[str, ...]]]] = {}
    for rank, kinds, pattern in _ROWS:
        for match in pattern.finditer(said):
            if kinds:
                found.setdefault(rank, []).append((match.start(), kinds))
            said = said[: match.start()] + "\0" * len(match[0]) + said[match.end() :]
    if not found:
        return ()
    told = sorted(found[min(found)])
    return tuple(dict.fromkeys(kind for _, kinds in told for kind in kinds))


def is_unsettled(said: str) -> bool:
    """Say whether a line denies that what it names took place."""
    return bool(_UNSETTLED.search(said))


# --- what is next

What = Literal["thanks", "mine", "theirs", "reminder", "either"]
"""Thanks that are due, a promise of the user's, one of theirs, a reminder, or what may as well have happened."""

_GIVE = r"(?:send|forward|share|give|bring|return|lend|mail|submit|deliver|show|intro|introduce|owe|pass)"
_SPEAK = r"(?:call|phone|ring|text|e-?mail|message|dm|zoom|ping|nudge|meet|contact|visit)"
_DO = (
    r"(?:write|ask|invite|congratulate|check (?:in|back|on|with)|touch base|reconnect|circle back|get (?:in touch|back)"
    r"|reach out|catch up|book|schedule|arrange|set up|apply|update|tell|look up|find|prepare|read|research|register"
    rf"|sign up|remind|add|connect|(?:reply|answer|respond)(?= (?:to|by|before|{DAY})))"
)
_FOLLOW_UP = r"follow(?: |-)?ups?(?! (?:call|meeting|e-?mail|coffee|chat|interview|message|note|letter|was|went)\b)"
_THEY_DO = (
    rf"(?:{_GIVE}|{_SPEAK}|{_DO}|put|check|look|get|let|review|refer|help|talk|speak|mention|recommend|keep|try|reply"
    r"|answer|confirm|follow|think|see (?:if|whether|about)|make|take|come back|be in touch|vouch|offer"
    r"|circle|proofread|hook|dig|suggest|set)"
)
_GOING = r"(?:going to|gonna)"
_MUST = (
    r"(?<!thinks )(?<!think )(?<!said )(?<!says )(?<!that )"  # she thinks I should apply
    r"(?:i (?:'ll|will|must|should|need to|have to|ought to|want to|'m going to|am going to)|ill|(?<!i )(?:needs? to"
    r"|have to|gotta|got to|must|should)|remember to|(?:don't|dont|do not) forget to|to ?-?do(?: :)?|next(?: step)? :"
    r"|follow(?: |-)?up :)"
)
_SHALL = r"(?:will|'ll|'d|would)"
_THANKED = rf"{_TOLD}(?: (?:and|&) {PERSON}(?! (?:{_SHALL}|is|was|has|promised|said|owes|wrote)\b))*"
_A = r"(?: (?:an?|my|some|big|nice))*"
_THANK_YOU = r"(?:thanks|thx|thank(?: |-)you)(?:[ -](?:note|card|e-?mail|letter|message))?"
_BEGINS = (
    rf"(?:^|(?<=[,;.!?:&(|\n{DAY}{PERSON}\u2013\u2014-] )|(?<=and )|(?<=then )|(?<=so )|(?<=also )|(?<=please )"
    r"|(?<=\u2192 ))"
)

_NEXT: tuple[tuple[What, str], ...] = (
    (
        "thanks",
        rf"""(?:{_MUST} )?(?:thank|say (?:thanks|thank you)(?: to)?) {_THANKED}
        (?:{_MUST} )?(?:send|write|owe|give)(?: to)?(?: {_THEM})?{_A} {_THANK_YOU}(?: to {_THEM})?
        {_BEGINS}{_THANK_YOU}(?= (?:by|before|on) {DAY}|$)
        {_BEGINS}{_THANK_YOU}(?<!thanks) to {_THANKED}|^(?:thanks|thx) to {_THANKED}""",
    ),
    (
        "theirs",
        rf"""(?:{_THEY}|who)(?: also| then)? (?:{_SHALL}|can|could|(?:is|are|'s|'re) {_GOING}) (?={_THEY_DO}\b)
        (?:{_THEY}|who)(?: also| then)? (?:has |have )?(?:agreed|promised|offered)(?: me)? to (?={_THEY_DO}\b)
        (?:{_THEY}|who)(?: also| then)? (?:said|promised|promised me) (?:that )?{_DOES} {_SHALL} (?={_THEY_DO}\b)
        (?:{_THEY} |who )?(?:owes? me|promised me|offered me) (?:to |that {_DOES} {_SHALL} )?
        {_THEY} promised (?!{_TOLD}\b|to\b|that i\b|i\b)
        (?:shell|hell|theyll) (?={_THEY_DO}\b)
        (?:i (?:'m|am) )?(?:still )?wait(?:ing)? (?:for|on) {_THEM} to[ ]""",
    ),
    (
        "mine",
        rf"""(?:i )?(?:owe|promised|told|offered) {_THEM} (?:to |(?:that )?i {_SHALL} )
        (?:i )?(?:owe|promised) (?:{_THEM} )?(?:to |(?:that )?i {_SHALL} )?
        (?:i (?:'ll|will|(?:'m|am) {_GOING}|agreed to|offered to|said i {_SHALL})|ill) (?!(?:not|never|be|have|see) )
        {_BEGINS}will (?=(?:{_SPEAK}|{_GIVE}) {_TOLD})
        {_MUST} (?={_GIVE}\b)""",
    ),
    (
        "reminder",
        rf"""remind me(?: again)?(?: (?:to|that|about|of))? ?
        {_MUST} (?=(?:{_SPEAK}|{_DO}|{_FOLLOW_UP})\b)""",
    ),
    ("mine", rf"{_BEGINS}(?={_GIVE} (?:{_THEM} |to )?(?:my|the|an?|our|his|her|their|over|back|in|it|some|copy)\b)"),
    ("either", rf"{_BEGINS}(?=(?:{_SPEAK}|meet with) {_TOLD})|^(?={_FOLLOW_UP})"),
    ("reminder", rf"{_BEGINS}(?={_SPEAK} (?:again|back)\b|{_DO}\b|{_FOLLOW_UP})"),
)
"""What is next: what it is, and the words that lead to it; the rest of the sentence says what it is about."""

_LEADS = tuple((what, re.compile(rf"(?<![\w'-])(?:{_any(wordings)})")) for what, wordings in _NEXT)
_FULL_STOP = re.compile(
    r" (?:[.;!?()\n|]|[-\u2013\u2014])(?= |$)"
    rf"| (?:,|and|but|so|because)(?: and| but| so)? (?={PERSON}|(?:she|he|they|i|we|it|that|this|was|had|very|said|got"
    r"|met|talked)\b)"
    rf"| , (?=(?:great|nice|good|coffee|lunch|dinner|call|phone|zoom|chat|webinar)\b(?! {_TOLD}))"
)
_THANKS_FOR = re.compile(rf" for [^,.;!?|{DAY}]+?(?= (?:by|before|on|{DAY}|and|[,.;!?|])|$)")
_WHEN = re.compile(rf"(?: (?:by|before|until|on|no later than|this|latest))* {DAY}")


@dataclass(frozen=True)
class Lead:
    """A part of a line that says what is next: ``words`` is where its own words begin, ``end`` where they end."""

    what: What
    start: int
    words: int
    end: int


def find_leads(said: str) -> Iterator[Lead]:
    """Return what a line says is next, in order; places are those in ``said``."""
    found = [
        (match.start(), number, match.end(), what)
        for number, (what, pattern) in enumerate(_LEADS)
        for match in pattern.finditer(said)
    ]
    kept: list[tuple[int, int, What]] = []
    for start, _, words, what in sorted(found):
        if not kept or not (start < kept[-1][1] or _goes_on(said, kept[-1], start, words)):
            kept.append((start, words, what))
    for number, (start, words, what) in enumerate(kept):
        until = kept[number + 1][0] if number + 1 < len(kept) else len(said)
        yield Lead(what, start, words, _end(said, words, until, what))


def _end(said: str, words: int, until: int, what: What) -> int:
    """Return where the words of a lead end; thanks for the coffee yesterday leave what happened yesterday."""
    if what != "thanks":
        stop = _FULL_STOP.search(said, words, until)
        return stop.start() if stop else until
    reason = _THANKS_FOR.match(said, words, until)
    if reason and not (find_kinds(reason[0]) and said.startswith(f" {DAY}", reason.end())):
        words = reason.end()
    day = _WHEN.match(said, words, until)
    return day.end() if day else words


def _goes_on(said: str, last: tuple[int, int, What], start: int, words: int) -> bool:
    """Say whether what begins at ``start`` only goes on with the sentence before: she will call and send it."""
    begins, last_words, what = last
    between = said[last_words:start]
    if start == begins or between.endswith(" to "):
        return True
    if what == "thanks" or start < words:  # with words of its own that lead to it: and she will
        return False
    return not between.strip() or (between.endswith(("and ", "or ", "then ")) and not re.search(r"[.;!?,]", between))
