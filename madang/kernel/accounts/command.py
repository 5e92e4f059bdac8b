"""`madang admin appoint EMAIL`: the city's first administrators, on the word of whoever runs its machine."""

from madang.config import CannotRun


def appoint(email: str) -> int:
    """Make the account of this address an administrator; only for the first two.

    Raises:
        CannotRun: nobody has the address, or there are two administrators.
    """
    from allauth.account.models import EmailAddress

    from madang.kernel.accounts.roles import RoleRefused, appoint_first_admin
    from madang.kernel.accounts.sessions import end_sessions

    row = EmailAddress.objects.filter(email=email.strip().lower(), verified=True).first()
    if row is None:
        raise CannotRun(f"Nobody signs in with '{email}'. Sign in once with it, then appoint.")
    try:
        appoint_first_admin(row.user)
    except RoleRefused as refused:
        raise CannotRun(
            "There are two administrators already. They grant and confirm the next one on /ko/account/staff/."
        ) from refused
    end_sessions(row.user)
    print("Done. At the next sign-in the authenticator app is set up; then the post holds.")
    return 0
