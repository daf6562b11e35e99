"""Sentences of call-centre scripts in English, with every changed form written out."""

#: name, clauses, function words changed, other words, denied.
SENTENCES = (
    ("en_recording", ("this call is recorded for quality and training purposes",),
     "this call will be recorded for quality and for training purposes",
     "we tape our conversations so that we can coach our staff",
     "this call is not recorded for quality and training purposes"),
    ("en_greeting", ("thank you for calling northwind support my name is {name}",),
     "thanks for calling the northwind support and my name is {name}",
     "hello you have reached northwind i am {name}",
     "do not thank us for calling northwind support my name is not {name}"),
    ("en_refund", ("refunds are available within fourteen days", "after that we can offer an exchange"),
     "a refund is available within fourteen days and after that we could offer you an exchange",
     "you get your money back in the first two weeks and later you can swap the item",
     "refunds are not available within fourteen days after that we can offer an exchange"),
    ("en_cancel", ("if you cancel before the contract ends", "an early termination fee will apply"),
     "if you cancel before your contract ends then an early termination fee would apply",
     "leaving early costs extra",
     "if you cancel before the contract ends no early termination fee will apply"),
    ("en_identity", ("before we continue please confirm your full name and date of birth",),
     "before we continue could you please confirm the full name and the date of birth",
     "i need to know who you are and when you were born",
     "before we continue do not confirm your full name and date of birth"),
    ("en_password", ("our agents will never ask for your password",),
     "the agents would never ask you for a password",
     "nobody here wants your secret code",
     "our agents will ask for your password"),
    ("en_delivery", ("your order will arrive within three business days",),
     "the order should arrive in three business days",
     "expect the parcel by the middle of the week",
     "your order will not arrive within three business days"),
    ("en_consent", ("do you agree that we store your contact details for this request",),
     "do you agree that we may store the contact details for your request",
     "may we keep your phone number on file",
     "do you agree that we never store your contact details for this request"),
    ("en_fee", ("there is no charge for this service",),
     "there will be no charge for the service",
     "you get this for nothing",
     "there is a charge for this service"),
    ("en_closing", ("thank you for your patience", "have a wonderful afternoon"),
     "thanks for the patience and have a wonderful afternoon",
     "i appreciate you waiting enjoy the rest of your day",
     "thank you for your patience do not have a wonderful afternoon"),
)

BEFORE = ("okay sir let me check that for you", "right i see what you mean", "")
AFTER = ("is that all right with you", "okay great", "")
UNRELATED = (
    "could you tell me which colour the light on the front of the router shows right now",
    "my colleague in the warehouse is looking for the box and will call back after lunch",
)
NAMES = ("alice", "robert", "diana")
