from markupsafe import escape


def handler(event, context):
    return {"statusCode": 200, "body": str(escape(event.get("name", "world")))}
