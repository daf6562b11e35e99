"""What is said in the committed calls. Every word was written for this project."""
from dataclasses import dataclass

from .call import Call


@dataclass(frozen=True)
class Say:
    """A sentence, this long after the last words of the one before it; negative: before its end."""

    who: str
    text: str
    after_ms: int = 450
    cut_ms: int = None  # broken off after this long
    level_db: float = 0.0


@dataclass(frozen=True)
class Aside:
    """A short word inside the other's sentence, this long after it began."""

    who: str
    text: str
    at_ms: int
    level_db: float = -3.0


A, C = "agent", "customer"
ORDINARY = (
    Say(A, "Good morning, this is Emma from the service desk.", 1000),
    Say(A, "How can I help you?", 480),
    Say(C, "Hello. I am calling about the invoice I received last week.", 600),
    Say(C, "The amount seems to be wrong.", 600),
    Say(A, "I am sorry to hear that.", 350),
    Say(A, "May I have your customer number?", 480),
    Say(C, "It is four seven two nine one six.", 2300),
    Say(A, "Thank you.", 450),
    Say(A, "I can see that you were charged twice for the same month.", 3300),
    Aside(C, "right", 1300),
    Say(C, "That is what I thought, because I have only one line and nobody uses it.", -200),
    Say(A, "I will correct it today and send you a new invoice by Friday.", 550),
    Say(C, "Thank you very much.", 800),
    Say(A, "Goodbye and have a nice day.", 450),
)
BACKCHANNELS = (
    Say(A, "Thank you for waiting. Let me explain how the new tariff works.", 900),
    Aside(C, "okay", 2000),
    Say(A, "Every month you pay a fixed price for the line and the first hundred minutes.", 480),
    Aside(C, "right", 1500),
    Aside(C, "yes", 3200),
    Say(A, "After that each minute costs four cents during the day and two cents at night.", 480),
    Aside(C, "yes", 1300),
    Aside(C, "I see", 2700),
    Say(C, "And what happens when I travel because I am often abroad for several weeks?", -300),
    Aside(A, "sure", 2000),
    Say(C, "Last year the bill was very high and nobody could tell me the reason for it.", 480),
    Aside(A, "yes", 1200),
    Aside(A, "I see", 2700),
    Say(A, "Abroad the same price holds in all neighbouring countries without any limit.", -250),
    Aside(C, "good", 1700),
    Say(A, "For other countries we send you a message before anything is charged at all.", 480),
    Aside(C, "okay", 1500),
    Aside(C, "yes", 3000),
    Say(C, "That sounds good to me and I would like to change to it right away.", -250),
)
INTERRUPTIONS = (
    Say(C, "I have been waiting for my parcel for three weeks and nobody answers my letters.", 700),
    Say(A, "I am sorry about that. If you tell me the number of the parcel I will", 500, cut_ms=4200),
    Say(C, "I already gave that number to two of your colleagues.", -700),
    Say(C, "I really do not want to repeat it again.", 480),
    Say(A, "I understand that but without the number I cannot see where it", 450, cut_ms=3300),
    Say(C, "I am telling you that it is one eight zero four three three five.", -600),
    Say(A, "Thank you. The parcel left our warehouse on the third and then it was", 900, cut_ms=4100),
    Say(C, "So it is lost and I have paid for nothing and will never see my money again.", -800),
    Say(A, "It is not lost but in the depot of your town and comes tomorrow.", -650),
    Say(C, "Thank you.", 900),
)
TONES = (
    Say(A, "Hello this is the pharmacy and you asked us to call you back.", 900),
    Say(C, "Yes I would like to know whether my order has arrived.", 500),
    Say(A, "Please hold the line and I will have a look.", 480),
)
AFTER_HOLD = (
    Say(A, "Thank you for holding and please enter the last digits of your number.", 700),
)
AFTER_KEYS = (
    Say(A, "Your order is here and you can fetch it today.", 900),
    Say(C, "Great. Goodbye.", 500),
)
KOREAN = (
    Say(A, "안녕하십니까 고객님", 1000),
    Say(A, "무엇을 도와드릴까요", 500),
    Say(C, "네 지난주에 주문한 물건이 아직 안 와서요", 600),
    Say(A, "불편을 드려 죄송합니다", 450),
    Say(A, "주문 번호를 말씀해 주시겠습니까", 500),
    Say(C, "칠이공에 사오육일입니다", 1900),
    Say(A, "확인해 보겠습니다", 500),
    Say(A, "고객님 상품이 어제 물류 센터에 도착했고 내일 오전에 배송될 예정입니다", 3300),
    Aside(C, "네", 1500),
    Aside(C, "네네", 3300),
    Say(C, "그럼 제가 내일 오후 세 시쯤에는 집에서 받을 수 있다는 말씀이시죠", -250),
    Say(A, "네 받으실 수 있습니다", 550),
    Say(C, "감사합니다", 700),
)


class Talk:
    """Says the lines of a conversation on a call, one after the other."""

    def __init__(self, call, agent, customer):
        self.call, self.people = call, {A: agent, C: customer}
        self.began, self.ended = 0, 0

    def say(self, lines):
        """Places the lines; returns the time of the last word."""
        for line in lines:
            stem = self.people[line.who].stem(line.text)
            if isinstance(line, Aside):
                self.place(line, stem, self.began + line.at_ms)
                continue
            if line.cut_ms is not None:
                stem = stem.cut(line.cut_ms)
            at = self.ended + line.after_ms - stem.speech[0][0]
            self.began = at // 10 * 10
            self.ended = self.place(line, stem, at)
        return self.ended

    def place(self, line, stem, at):
        """Says one line, and notes it; returns the time of its last word."""
        ended = self.call.say(line.who, stem, at, line.level_db)
        self.call.said.append((at // 10 * 10 + stem.speech[0][0], ended, line.who, line.text))
        return ended


def conversation(lines, agent, customer, milliseconds, seed):
    """A call of these lines."""
    call = Call(milliseconds, [seed])
    end = Talk(call, agent, customer).say(lines)
    if end > milliseconds - 300:
        raise ValueError(f"the lines end at {end} ms, the call at {milliseconds} ms")
    return call
